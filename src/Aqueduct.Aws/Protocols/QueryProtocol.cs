using System.Xml.Linq;
using Aqueduct.Aws.Calling;
using Aqueduct.Aws.Credentials;

namespace Aqueduct.Aws.Protocols;

/// <summary>AWS Query: form in, XML out. Source: aws.amazon.com, "Making query requests"; measured against botocore.</summary>
/// <param name="version">The API's date, such as <c>2010-05-08</c>.</param>
internal sealed class QueryProtocol(AwsChannel channel, AwsService service, string version)
{
    /// <param name="read">Reads the operation's result element; a <see cref="FormatException"/> means that this is no answer of AWS.</param>
    /// <param name="signer">Null for the operations that are unsigned by definition.</param>
    public async Task<AwsResult<T>> CallAsync<T>(
        string operation, QueryForm form, Func<XElement, T> read, bool repeatable, ICredentialSource? signer, CancellationToken cancellationToken, string? secret = null)
    {
        var call = new AwsCall
        {
            Service = service,
            Operation = operation,
            ContentType = "application/x-www-form-urlencoded; charset=utf-8",
            Body = form.ToBody(operation, version),
            Repeatable = repeatable,
            Signer = signer,
            Secrets = secret is null ? [] : [secret],
        };
        return (await channel.SendAsync(call, QueryXml.ReadError, cancellationToken)).TryGet(out var answer, out var failure)
            ? Read(call, answer, read)
            : failure;
    }

    // An operation without output answers <OperationResponse><ResponseMetadata/></OperationResponse>.
    private static AwsResult<T> Read<T>(AwsCall call, AwsAnswer answer, Func<XElement, T> read)
    {
        try
        {
            return QueryXml.Parse(answer) is { } root && root.Name.LocalName == $"{call.Operation}Response"
                ? read(root.Child($"{call.Operation}Result") ?? root)
                : NoAnswer.NotAws(call, answer);
        }
        catch (FormatException)
        {
            return NoAnswer.NotAws(call, answer);
        }
    }
}
