namespace Aqueduct.Setup.Exports;

public enum ExportFormat
{
    CloudFormation,
    Terraform,
    AwsCli,
}
