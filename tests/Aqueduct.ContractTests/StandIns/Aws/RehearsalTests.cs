using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>What goes wrong on demand, the request log, and both over HTTP.</summary>
public sealed class RehearsalTests : AwsStandInTest
{
    private const string Create =
        """

        trust = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]})
        def create(name="r", document=trust):
            return call(iam, "create_role", RoleName=name, AssumeRolePolicyDocument=document)


        """;

    [Fact]
    public async Task Held_answer_comes_when_it_is_released_and_the_call_was_executed_before()
    {
        var fault = Aws.Faults.Add(new Fault(FaultKind.Hold, "CreateRole"));
        var running = RunAsync(Create + "show(create())");
        await fault.Reached.WaitAsync(Cancellation);
        Aws.World.Read(state => state.Iam.Roles.Count).ShouldBe(1);
        running.IsCompleted.ShouldBeFalse();

        fault.Release();
        Text((await running)[0]!["Role"], "RoleName").ShouldBe("r");
    }

    [Fact]
    public async Task Dropped_call_was_executed_and_has_no_answer()
    {
        Aws.Faults.Add(new Fault(FaultKind.Drop, "CreateRole"));
        var seen = await RunAsync(Create +
            """
            from botocore.exceptions import HTTPClientError
            try:
                create()
            except HTTPClientError as e:
                show(type(e).__name__)
            show(create())
            """);
        seen[0]!.GetValue<string>().ShouldBe("ConnectionClosedError");
        Text(seen[1], "Code").ShouldBe("EntityAlreadyExists");
    }

    [Fact]
    public async Task Throttled_and_failed_calls_are_not_executed()
    {
        Aws.Faults.Add(new Fault(FaultKind.Throttle, "CreateRole", nth: 2));
        Aws.Faults.Add(new Fault(FaultKind.Fail, "CreateRole", nth: 3, times: 2));
        var seen = await RunAsync(Create + "for i in range(5): show(create(f'r{i}'))");
        ShouldBeRefused(seen[1], "Throttling", 400, "Rate exceeded");
        Text(seen[2], "Code").ShouldBe("ServiceFailure");
        seen[3]!["Status"]!.GetValue<int>().ShouldBe(500);
        Aws.World.Read(state => state.Iam.Roles.ConvertAll(r => r.Name)).ShouldBe(["r0", "r4"]);
    }

    [Fact]
    public async Task What_was_made_is_seen_only_after_some_calls_on_demand()
    {
        Aws.World.Settings.CallsUntilVisible = 2;
        var seen = await RunAsync(Create +
            """
            create()
            show(call(iam, "get_role", RoleName="r"))
            show(create("s", trust.replace("*", "arn:aws:iam::111122223333:role/r")))
            show(call(iam, "get_role", RoleName="r"))
            show(create())
            """);
        Text(seen[0], "Code").ShouldBe("NoSuchEntity");
        ShouldBeRefused(seen[1], "MalformedPolicyDocument", 400, "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/r\"");
        Text(seen[2]!["Role"], "RoleName").ShouldBe("r");
        Text(seen[3], "Code").ShouldBe("EntityAlreadyExists");
    }

    [Fact]
    public async Task Calls_are_logged_with_caller_and_status()
    {
        await RunAsync(Create + "create(); create(); call(client('iam', aws_secret_access_key='x', aws_access_key_id='AKIASTANDIN000000000'), 'list_roles')");
        Aws.Requests.Select(r => (r.Service, r.Operation, r.Caller, r.Status, r.Code)).ShouldBe(
        [
            ("iam", "CreateRole", "arn:aws:iam::111122223333:root", 200, null),
            ("iam", "CreateRole", "arn:aws:iam::111122223333:root", 409, "EntityAlreadyExists"),
            ("iam", "ListRoles", "", 403, "SignatureDoesNotMatch"),
        ]);
    }

    [Fact]
    public async Task Faults_and_requests_are_had_over_HTTP()
    {
        using var http = new HttpClient { BaseAddress = Aws.Url };
        (await http.GetAsync(new Uri("_standin/ready", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode();

        var put = await http.PutAsJsonAsync("_standin/faults", new { kind = "Hold", operation = "CreateRole" }, Cancellation);
        var id = Text(await put.Content.ReadFromJsonAsync<JsonNode>(Cancellation), "id");
        var running = RunAsync(Create + "show(create())");
        (await http.GetAsync(new Uri($"_standin/faults/{id}/reached", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode();
        (await http.GetFromJsonAsync<JsonArray>("_standin/requests", Cancellation))!.Select(r => Text(r, "operation")).ShouldBe(["CreateRole"]);
        (await http.GetFromJsonAsync<JsonArray>("_standin/faults", Cancellation))![0]!["isReached"]!.GetValue<bool>().ShouldBeTrue();

        (await http.DeleteAsync(new Uri($"_standin/faults/{id}", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode();
        Text((await running)[0]!["Role"], "RoleName").ShouldBe("r");
        (await http.GetFromJsonAsync<JsonArray>("_standin/faults", Cancellation))!.ShouldBeEmpty();
        foreach (var wrong in new[] { "{", """{"kind":"Hold"}""", """{"kind":"Unknown","operation":"CreateRole"}""" })
            ((int)(await http.PutAsync(new Uri("_standin/faults", UriKind.Relative), new StringContent(wrong), Cancellation)).StatusCode).ShouldBe(400);
        ((int)(await http.GetAsync(new Uri("_standin/unknown", UriKind.Relative), Cancellation)).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Unknown_operation_is_refused_as_AWS_refuses_it()
    {
        using var http = new HttpClient { BaseAddress = Aws.Url };
        var query = await http.PostAsync(Aws.Url, new FormUrlEncodedContent([new("Action", "CreateGroup"), new("Version", "2010-05-08")]), Cancellation);
        ((int)query.StatusCode).ShouldBe(400);
        (await query.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<Code>InvalidAction</Code><Message>Could not find operation CreateGroup for version 2010-05-08</Message>");

        using var target = new HttpRequestMessage(HttpMethod.Post, Aws.Url) { Headers = { { "X-Amz-Target", "Unknown.Operation" } } };
        var json = await http.SendAsync(target, Cancellation);
        ((int)json.StatusCode).ShouldBe(400);
        (await json.Content.ReadAsStringAsync(Cancellation)).ShouldContain("UnknownOperationException");
        json.Headers.Contains("x-amzn-RequestId").ShouldBeTrue();
    }
}
