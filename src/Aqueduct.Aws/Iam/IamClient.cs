using System.Xml.Linq;
using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Protocols;

namespace Aqueduct.Aws.Iam;

/// <summary>
/// The operations of AWS IAM (API 2010-05-08) that set-up, doctor and destroy need. Reads and repeatable writes are tried again after an
/// unknown outcome, creates are not. A delete may have been tried twice, so <see cref="AwsFailureKind.NotFound"/> after one means that it is gone.
/// </summary>
public sealed partial class IamClient
{
    private readonly QueryProtocol iam;
    private readonly ICredentialSource signer;

    internal IamClient(QueryProtocol iam, ICredentialSource signer) => (this.iam, this.signer) = (iam, signer);

    private Task<AwsResult<T>> ReadAsync<T>(string operation, QueryForm form, Func<XElement, T> read, CancellationToken cancellationToken) =>
        iam.CallAsync(operation, form, read, repeatable: true, signer, cancellationToken);

    private Task<AwsResult<Done>> WriteAsync(string operation, QueryForm form, CancellationToken cancellationToken) =>
        iam.CallAsync(operation, form, _ => default(Done), repeatable: true, signer, cancellationToken);

    private Task<AwsResult<T>> CreateAsync<T>(string operation, QueryForm form, Func<XElement, T> read, CancellationToken cancellationToken) =>
        iam.CallAsync(operation, form, read, repeatable: false, signer, cancellationToken);

    /// <summary>Reads a paginated list to its end.</summary>
    private async Task<AwsResult<IReadOnlyList<T>>> ReadPagesAsync<T>(
        string operation, Func<QueryForm> form, Func<XElement, IEnumerable<T>> read, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        for (string? marker = null; ;)
        {
            var page = await ReadAsync(operation, form().Add("Marker", marker), r => (Items: read(r).ToArray(), Next: NextMarker(r)), cancellationToken);
            if (!page.TryGet(out var found, out var failure))
            {
                return failure;
            }

            items.AddRange(found.Items);
            if (found.Next is null)
            {
                return items;
            }

            marker = found.Next;
        }
    }

    private static string? NextMarker(XElement result) => result.Text("IsTruncated") is "true" ? result.Required("Marker") : null;
}
