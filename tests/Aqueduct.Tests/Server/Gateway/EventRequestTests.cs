using System.Text;
using Aqueduct.Server.Gateway.Events;

namespace Aqueduct.Tests.Server.Gateway;

public sealed class EventRequestTests
{
    private const string Hook = """{"source":"web_hook","data":{}}""";

    [Fact]
    public void Without_a_name_an_event_is_a_quick_action() =>
        Read($$"""{"role_arn":"r","code":"c","event_id":null,"payload":{{Hook}}}""").Request!.EventId.ShouldBe("Quick Action");

    [Theory]
    [InlineData("""{"role_arn":"r","code":"c"}""", "payload: field required")]
    [InlineData("""{"role_arn":"r","code":"c","payload":"x"}""", "payload: it must be an object")]
    [InlineData("""{"role_arn":"r","payload":{}}""", "code: field required")]
    [InlineData("""{"role_arn":1,"code":"c","payload":{}}""", "role_arn: it must be a string")]
    [InlineData("""{"role_arn":"r","role_arn":"s","code":"c","payload":{}}""", "role_arn: it is there twice")]
    [InlineData("""{"role_arn":"r","code":"c","payload":{"source":"web_hook","data":{"t":"\ud800"}}}""", "payload: it holds text that is not Unicode")]
    [InlineData("""["role_arn"]""", "the body must be a JSON object")]
    [InlineData("""{"role_arn":"r","code":"c","payload":{}""", "the body is not JSON (line 1, byte 39)")]
    [InlineData("""{"role_arn":"r","code":"c","payload":{}} x""", "the body is not JSON (line 1, byte 41)")]
    [InlineData("", "the body is not JSON (line 1, byte 0)")]
    public void A_wrong_request_is_told_where(string json, string fault) => Read(json).Fault.ShouldBe(fault);

    [Fact]
    public void Its_text_form_shows_neither_code_nor_words() =>
        Read("""{"role_arn":"r","code":"hidden","payload":{"source":"web_hook","data":{"a":"words"}}}""").Request!.ToString().ShouldBe("Quick Action of /-/");

    private static (EventRequest? Request, string? Fault) Read(string json)
    {
        var fault = EventRequest.Read(Encoding.UTF8.GetBytes(json), out var request);
        return (request, fault);
    }
}
