using Aqueduct.Story;

namespace Aqueduct.Tests.Executable;

public sealed class StoryTellerTests
{
    private readonly List<StoryStep> told = [];
    private readonly StoryTeller story;

    public StoryTellerTests() => story = new(TimeProvider.System, told.Add);

    [Fact]
    public async Task Nothing_is_played_after_a_failure()
    {
        await story.StepAsync("first", () => Task.FromResult("seen"));
        await story.StepAsync("second", () => throw new StepFailedException("something else was seen"));
        await story.StepAsync("third", () => throw new InvalidOperationException("played"));

        told.Select(s => (s.Name, s.Status, s.Detail)).ShouldBe(
            [("first", StepStatus.Ok, "seen"), ("second", StepStatus.Failed, "something else was seen")]);
        story.Report.Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task A_skipped_step_says_why_and_is_no_failure()
    {
        await story.StepAsync("needs-a-tool", () => throw new StepSkippedException("the tool is not installed"));

        told.ShouldHaveSingleItem().Detail.ShouldBe("the tool is not installed");
        story.Report.Ok.ShouldBeTrue();
    }
}
