namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>One AWS service on the stand-in's port.</summary>
/// <param name="SigningName">Name in the credential scope and prefix of its IAM actions, such as <c>iam</c>.</param>
/// <param name="Protocol">How it speaks.</param>
/// <param name="Address">AWS Query: the API version (<c>2010-05-08</c>). AWS JSON: what stands before the dot in <c>X-Amz-Target</c>.</param>
/// <param name="Operations">What it can do; anything else is answered as AWS answers an unknown operation.</param>
internal sealed record AwsService(string SigningName, AwsProtocol Protocol, string Address, IReadOnlyList<AwsOperation> Operations)
{
    /// <summary>XML namespace of the answers (AWS Query).</summary>
    public string Namespace => $"https://{SigningName}.amazonaws.com/doc/{Address}/";

    public AwsOperation? Find(string name) => Operations.FirstOrDefault(o => o.Name == name);
}
