using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.GraphQl;

/// <summary>A type of GitLab's schema, as far as the stand-in has it.</summary>
internal sealed record ObjectType(string Name, IReadOnlyDictionary<string, Field> Fields);

/// <param name="Type">Null for a scalar.</param>
/// <param name="Arguments">Names it takes.</param>
/// <param name="Resolve">From parent and arguments; null reads the member of the same name.</param>
internal sealed record Field(ObjectType? Type = null, IReadOnlyList<string>? Arguments = null, Func<JsonObject, JsonNode?>? Resolve = null);
