namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>A call whose answer is still coming; to dispose of it hangs up.</summary>
/// <param name="response">Null when the gateway was not reached.</param>
internal sealed class GatewayExchange(GatewayCall call, HttpResponseMessage? response) : IDisposable
{
    public GatewayCall Call { get; } = call;

    public HttpResponseMessage? Response { get; } = response;

    public string? MediaType => Response?.Content.Headers.ContentType?.MediaType;

    /// <summary>The whole answer.</summary>
    public async Task<GatewayAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        if (Response is null) return new GatewayAnswer(0, Call.Failure!);
        try
        {
            return new GatewayAnswer(Call.Status, await Response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception e) when (Call.Note(e, cancellationToken))
        {
            return new GatewayAnswer(0, Call.Failure!);
        }
    }

    public void Dispose() => Response?.Dispose();
}
