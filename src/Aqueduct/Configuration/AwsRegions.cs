using System.Text.RegularExpressions;

namespace Aqueduct.Configuration;

/// <summary>Names of AWS regions: those known today for suggestions, and the form that also a new one will have.</summary>
internal static partial class AwsRegions
{
    public const string Pattern =
        "(af|ap|ca|eu|il|me|mx|sa|us|cn|us-gov)-(north|northeast|east|southeast|south|southwest|west|northwest|central)-[1-9]";

    /// <summary>Source: AWS General Reference, "Service endpoints and quotas"; partitions aws, aws-cn, aws-us-gov.</summary>
    private static readonly string[] Known =
    [
        "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2",
        "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1",
        "us-west-2", "cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1",
    ];

    public static Complaint? Check(string text) => Form().IsMatch(text) ? null
        : new("No AWS partition has a region of this name.",
            NearestWord.Of(text, Known) is { } near ? $"Did you mean {near}?" : "Write a region such as us-east-1.");

    [GeneratedRegex($@"\A{Pattern}\z")]
    private static partial Regex Form();
}
