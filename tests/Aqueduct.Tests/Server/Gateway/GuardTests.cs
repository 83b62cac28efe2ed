using System.Text;
using Aqueduct.Server.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aqueduct.Tests.Server.Gateway;

public sealed class GuardTests
{
    private readonly DefaultHttpContext context = new() { Response = { Body = new MemoryStream() } };
    private readonly Guard guard = new(NullLogger<Guard>.Instance);

    [Fact]
    public async Task What_is_thrown_ends_in_GitLabs_shape_with_the_id_of_the_answer()
    {
        await guard.Over(_ => throw new InvalidOperationException("secret detail"))(context);

        context.Response.StatusCode.ShouldBe(500);
        var id = context.Response.Headers["X-Request-ID"].Single();
        Body().ShouldBe($$"""{"detail":"Something unexpected happened in Aqueduct; its log has it under {{id}}."}""");
    }

    [Fact]
    public async Task A_request_that_is_none_keeps_its_status()
    {
        await guard.Over(_ => throw new BadHttpRequestException("Unexpected end of request content.", 400))(context);

        (context.Response.StatusCode, Body()).ShouldBe((400, """{"detail":"Unexpected end of request content."}"""));
    }

    [Theory]
    [InlineData("from-gitlab", "from-gitlab")]
    [InlineData("two words", null)]
    [InlineData("", null)]
    public void GitLabs_id_is_kept_where_it_is_one(string given, string? kept)
    {
        context.Request.Headers["X-Request-ID"] = given;
        var id = CorrelationId.Of(context);
        id.ShouldBe(kept ?? id);
        id.Length.ShouldBe(kept?.Length ?? 32);
        CorrelationId.Of(context).ShouldBe(id);
    }

    private string Body() => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
}
