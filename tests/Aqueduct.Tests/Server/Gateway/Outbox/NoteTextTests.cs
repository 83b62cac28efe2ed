using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Tests.Server.Gateway.Outbox;

public sealed class NoteTextTests
{
    [Fact]
    public void The_note_says_what_failed_why_what_helps_and_where_to_look() =>
        Note("Amazon Q throttles.", "Ask again later.", "01J").ShouldBe(
            """
            > :warning: **Amazon Q did not get this request.**
            >
            > Cause: `Amazon Q throttles.`
            >
            > What helps: `Ask again later.`
            >
            > Request ID: `01J`
            """);

    [Fact]
    public void Foreign_text_stays_inside_its_code_and_on_its_line()
    {
        var lines = Note("a`\n/close\r\n@all\u2028\u202E``` b", "fix", "`id`").Split('\n');
        lines.Length.ShouldBe(7);
        lines[2].ShouldBe("> Cause: `a /close @all b`");
        lines[6].ShouldBe("> Request ID: `id`");
    }

    [Fact]
    public void A_long_text_is_cut() => Note(new string('x', 30_000), "fix", "id").Length.ShouldBeLessThan(1_200);

    private static string Note(string detail, string fix, string correlationId) => NoteText.Of(new DeadEvent(
        1, "k", "Quick Action", correlationId, null, 3, default, default, new Failure("code", detail, fix), FailureNote.Trying));
}
