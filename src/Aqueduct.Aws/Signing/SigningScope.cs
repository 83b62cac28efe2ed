namespace Aqueduct.Aws.Signing;

/// <summary>As whom, and for which service and region, <see cref="SigV4Handler"/> signs a request. A request without one leaves unsigned.</summary>
/// <param name="Service">Signing name, such as <c>iam</c>.</param>
internal sealed record SigningScope(string Service, string Region, AwsKeys Keys)
{
    public static HttpRequestOptionsKey<SigningScope> Option { get; } = new("aqueduct.signing-scope");
}
