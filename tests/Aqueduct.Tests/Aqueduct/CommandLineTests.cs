using System.Text.Json.Nodes;
using Aqueduct.Commands;
using Aqueduct.Rendering;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Tests.Executable;

public sealed class CommandLineTests : IDisposable
{
    private readonly Invocation invocation = new();

    public void Dispose() => invocation.Dispose();

    [Fact]
    public async Task Config_show_prints_every_setting_with_its_origin()
    {
        invocation.WithFile("aqueduct.yaml", ConfigurationText.Sound);

        (await invocation.RunAsync("config", "show", "--sources", "--set", "role.policy=inline")).ShouldBe(ExitCode.Done);

        var lines = invocation.Out.TrimEnd().Split('\n').Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        lines.ShouldContain(line => line.SequenceEqual(new[] { "aws.region", "eu-central-1", "aqueduct.yaml:4:11" }));
        lines.ShouldContain(line => line.SequenceEqual(new[] { "role.policy", "inline", "--set role.policy" }));
        lines.ShouldContain(line => line.SequenceEqual(new[] { "aws.account_id", "-", "default" }));
        invocation.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Config_show_as_JSON_keeps_types_and_hides_secrets()
    {
        invocation.WithFile("aqueduct.yaml", ConfigurationText.Sound + "storage: { kind: postgres, connection_string: Password=hunter2 }\n");

        (await invocation.RunAsync("config", "show", "--output", "json")).ShouldBe(ExitCode.Done);

        var shown = JsonNode.Parse(invocation.Out)!;
        ((string?)shown["file"]).ShouldBe("aqueduct.yaml");
        var settings = shown["settings"]!.AsArray().ToDictionary(s => (string)s!["key"]!, s => s!);
        ((bool)settings["gateway.bind_role"]["value"]!).ShouldBeTrue();
        settings["network.connect_to"]["value"].ShouldBeOfType<JsonArray>();
        ((string?)settings["storage.connection_string"]["value"]).ShouldBe("***");
        ((string?)settings["storage.connection_string"]["source"]).ShouldBe("file");
        invocation.Out.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Faults_are_told_on_stderr_with_exit_2()
    {
        invocation.WithFile("aqueduct.yaml", ConfigurationText.Sound.Replace("eu-central-1", "us-est-1", StringComparison.Ordinal) + "rolle: {}\n");

        (await invocation.RunAsync("config", "show")).ShouldBe(ExitCode.Usage);

        invocation.Out.ShouldBeEmpty();
        invocation.Error.ShouldBe("""
            error: the configuration has 2 faults; nothing was started.

            rolle  (aqueduct.yaml:7:1)
              why: There is no such section.
              fix: Did you mean 'role'?

            aws.region = us-est-1  (aqueduct.yaml:4:11)
              why: No AWS partition has a region of this name.
              fix: Did you mean us-east-1?

            """);
    }

    [Fact]
    public async Task Faults_are_told_to_programs_as_one_JSON_document()
    {
        invocation.WithFile("aqueduct.yaml", ConfigurationText.Sound.Replace("eu-central-1", "us-est-1", StringComparison.Ordinal) + "rolle: {}\n");

        (await invocation.RunAsync("config", "show", "--output", "json")).ShouldBe(ExitCode.Usage);

        var failures = JsonNode.Parse(invocation.Out)!["failures"]!.AsArray();
        failures.Select(f => (string?)f!["code"]).ShouldBe(["configuration-fault", "configuration-fault"]);
        ((string?)failures[1]!["detail"]).ShouldBe("aws.region = us-est-1 (aqueduct.yaml:4:11): No AWS partition has a region of this name.");
        ((string?)failures[1]!["fix"]).ShouldBe("Did you mean us-east-1?");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_is_in_the_one_JSON_document_once(bool afterResult)
    {
        var failing = new AqueductCommand("fails", "")
        {
            Reports = true,
            Run = (run, _) =>
            {
                if (afterResult)
                    run.Report(new FailureReport([]), FailureJson.Default.FailureReport, (_, _, _) => { });
                throw new StorageException(new Failure("broken", "It is broken.", "Mend it."));
            },
        };

        (await invocation.RunAsync([failing], "fails", "--output", "json")).ShouldBe(ExitCode.Failed);

        JsonNode.Parse(invocation.Out)!["failures"]!.AsArray().Count.ShouldBe(afterResult ? 0 : 1);
        invocation.Error.ShouldContain("It is broken. [broken]");
    }

    [Fact]
    public async Task Who_ends_an_apply_is_told_how_to_go_on()
    {
        var apply = new AqueductCommand("apply", "")
        {
            Run = async (run, _) =>
            {
                await Should.ThrowAsync<OperationCanceledException>(() => run.WithProgressAsync("aqueduct setup apply", _ => throw new OperationCanceledException()));
                return ExitCode.Cancelled;
            },
        };

        await invocation.RunAsync([apply], "apply");

        invocation.Error.ShouldContain("What is done stays done");
        invocation.Error.ShouldContain("`aqueduct setup apply` goes on");
    }

    [Fact]
    public async Task A_secret_with_a_fault_is_not_printed()
    {
        invocation.WithFile("aqueduct.yaml", ConfigurationText.Sound + "storage: { connection_string: { Password: hunter2 } }\n");

        await invocation.RunAsync("config", "show");

        invocation.Error.ShouldContain("storage.connection_string = ***");
        invocation.Error.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Control_characters_of_a_value_do_not_reach_the_terminal()
    {
        invocation.WithFile("aqueduct.yaml", ConfigurationText.Sound + "role: { name: \"\\e[2Jx\\ny\" }\n");

        await invocation.RunAsync("config", "show");

        invocation.Error.ShouldContain("role.name =  [2Jx y  (aqueduct.yaml:7:15)");
    }

    [Fact]
    public async Task Without_a_configuration_the_way_to_begin_is_told()
    {
        (await invocation.RunAsync("config", "show")).ShouldBe(ExitCode.Usage);

        invocation.Error.ShouldContain("Start ./run first");
    }

    [Fact]
    public async Task A_configuration_file_that_is_named_must_exist()
    {
        (await invocation.RunAsync("config", "show", "--config", "none.yaml")).ShouldBe(ExitCode.Usage);

        invocation.Error.ShouldContain("none.yaml does not exist");
    }

    [Fact]
    public async Task A_folder_is_no_configuration_file()
    {
        (await invocation.RunAsync("config", "show", "--config", invocation.Folder)).ShouldBe(ExitCode.Usage);

        invocation.Error.ShouldContain("is a folder");
    }

    [Theory]
    [InlineData("confg", "did you mean 'config'?")]
    [InlineData("config shwo", "did you mean 'show'?")]
    [InlineData("config show --source", "did you mean '--sources'?")]
    [InlineData("config show --outptu json", "did you mean '--output'?")]
    [InlineData("config", "show, schema")]
    [InlineData("config show --output xml", "is none of text, json")]
    public async Task A_wrong_word_is_answered_with_the_near_one_and_exit_2(string words, string answer)
    {
        (await invocation.RunAsync(words.Split(' '))).ShouldBe(ExitCode.Usage);

        invocation.Error.ShouldContain(answer);
        invocation.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_ends_with_examples()
    {
        (await invocation.RunAsync("config", "show", "--help")).ShouldBe(ExitCode.Done);

        invocation.Out.TrimEnd().Split('\n').SkipWhile(line => line != "Examples:").Skip(1).First().ShouldBe("  aqueduct config show --sources");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_unexpected_exception_is_one_line_and_a_stack_only_when_asked(bool verbose)
    {
        var command = new AqueductCommand("break", "") { Run = (_, _) => throw new InvalidOperationException("first\nsecond") };

        (await invocation.RunAsync([command], verbose ? ["break", "--verbose"] : ["break"])).ShouldBe(ExitCode.Failed);

        invocation.Error.ShouldStartWith("error: unexpected InvalidOperationException: first second Please report this");
        invocation.Error.TrimEnd().Contains('\n', StringComparison.Ordinal).ShouldBe(verbose);
    }

    [Fact]
    public async Task A_failure_says_what_and_how_to_cure_it()
    {
        var command = new AqueductCommand("fail", "")
        {
            Run = (run, _) => Task.FromResult(run.Fail(new Failure("some-code", "It \ebroke.\nTwice.", "Mend it."))),
        };

        (await invocation.RunAsync([command], "fail")).ShouldBe(ExitCode.Failed);

        invocation.Error.ShouldBe("error: It  broke.\n    Twice. [some-code]\n  fix: Mend it.\n");
    }

    [Theory]
    [InlineData("xterm", null, true)]
    [InlineData("xterm", "", true)]
    [InlineData("xterm", "1", false)]
    [InlineData("dumb", null, false)]
    [InlineData(null, null, false)]
    public void Colours_stay_away_where_they_are_not_wanted(string? terminal, string? noColor, bool colours)
    {
        var environment = new Dictionary<string, string>();
        if (terminal is not null)
            environment["TERM"] = terminal;
        if (noColor is not null)
            environment["NO_COLOR"] = noColor;

        Terminal.AllowsColours(environment).ShouldBe(colours);
    }
}
