namespace Aqueduct.Rendering;

internal enum OutputFormat
{
    Text,
    Json,
}
