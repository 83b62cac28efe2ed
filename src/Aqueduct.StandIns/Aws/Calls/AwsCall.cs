using System.Text.Json;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>One authenticated call.</summary>
internal sealed class AwsCall
{
    public required AwsService Service { get; init; }

    public required AwsOperation Operation { get; init; }

    public required AwsWorld World { get; init; }

    public required Principal Caller { get; init; }

    /// <summary>Region of the credential scope; <c>us-east-1</c> for an unsigned call.</summary>
    public required string Region { get; init; }

    public required string RequestId { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Parameters of an AWS Query call; empty for AWS JSON.</summary>
    public QueryParameters Query { get; init; } = QueryParameters.Empty;

    /// <summary>Body of an AWS JSON call, always an object; undefined for AWS Query.</summary>
    public JsonElement Json { get; init; }
}
