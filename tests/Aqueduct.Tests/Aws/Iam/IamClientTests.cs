using Aqueduct.Aws.Iam;

namespace Aqueduct.Tests.Aws.Iam;

/// <summary>What is read from IAM's answers; what is sent is compared with botocore in the contract tests.</summary>
public sealed class IamClientTests
{
    [Fact]
    public async Task A_role_is_read_with_its_decoded_trust_policy_and_tags()
    {
        using var clients = Answering("""
            <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role>
              <Path>/</Path><Arn>arn:aws:iam::111122223333:role/Q</Arn><RoleName>Q</RoleName><RoleId>AROA1</RoleId>
              <AssumeRolePolicyDocument>%7B%22a%22%3A%22b+c%20d%22%7D</AssumeRolePolicyDocument>
              <Description>for Q</Description><MaxSessionDuration>43200</MaxSessionDuration><CreateDate>2026-01-01T00:00:00Z</CreateDate>
              <Tags><member><Key>aqueduct:managed-by</Key><Value>aqueduct</Value></member><member><Key>empty</Key><Value></Value></member></Tags>
            </Role></GetRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetRoleResponse>
            """);
        (await clients.Aws.Iam.GetRoleAsync("Q", Cancellation)).TryGet(out var role, out _).ShouldBeTrue();
        role!.ShouldSatisfyAllConditions(
            () => role.TrustPolicy.ShouldBe("""{"a":"b+c d"}"""),
            () => role.MaxSessionDuration.ShouldBe(43200),
            () => role.Description.ShouldBe("for Q"),
            () => role.Tags.ShouldBe([new("aqueduct:managed-by", "aqueduct"), new("empty", "")]));
    }

    [Fact]
    public async Task A_provider_is_read_with_its_clients()
    {
        using var clients = Answering("""
            <GetOpenIDConnectProviderResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetOpenIDConnectProviderResult>
              <Url>aqueduct.example.test/cc/oidc/1</Url><ClientIDList><member>gitlab-cc-1</member><member>two</member></ClientIDList>
              <ThumbprintList><member>0000000000000000000000000000000000000000</member></ThumbprintList>
            </GetOpenIDConnectProviderResult></GetOpenIDConnectProviderResponse>
            """);
        (await clients.Aws.Iam.GetOpenIdConnectProviderAsync("arn:p", Cancellation)).TryGet(out var provider, out _).ShouldBeTrue();
        provider!.ShouldSatisfyAllConditions(
            () => provider.Arn.ShouldBe("arn:p"),
            () => provider.Url.ShouldBe("aqueduct.example.test/cc/oidc/1"),
            () => provider.ClientIds.ShouldBe(["gitlab-cc-1", "two"]),
            () => provider.Thumbprints.Count.ShouldBe(1),
            () => provider.Tags.ShouldBeEmpty());
    }

    [Fact]
    public async Task A_list_is_read_to_its_last_page()
    {
        const string page1 = "<ListRolePoliciesResponse><ListRolePoliciesResult><PolicyNames><member>a</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m+/1</Marker></ListRolePoliciesResult></ListRolePoliciesResponse>";
        const string page2 = "<ListRolePoliciesResponse><ListRolePoliciesResult><PolicyNames><member>b</member></PolicyNames><IsTruncated>false</IsTruncated></ListRolePoliciesResult></ListRolePoliciesResponse>";
        var transport = RecordingTransport.Answering(RecordingTransport.Answer(page1), RecordingTransport.Answer(page2));
        using var clients = new AwsTestClients(transport);
        (await clients.Aws.Iam.ListRolePoliciesAsync("Q", Cancellation)).TryGet(out var names, out _).ShouldBeTrue();
        names.ShouldBe(["a", "b"]);
        transport.Requests.Select(r => r.Form.GetValueOrDefault("Marker")).ShouldBe([null, "m+/1"]);
    }

    [Fact]
    public async Task The_document_of_a_managed_policy_is_that_of_its_default_version()
    {
        var transport = RecordingTransport.Answering(
            RecordingTransport.Answer("<GetPolicyResponse><GetPolicyResult><Policy><DefaultVersionId>v3</DefaultVersionId></Policy></GetPolicyResult></GetPolicyResponse>"),
            RecordingTransport.Answer("<GetPolicyVersionResponse><GetPolicyVersionResult><PolicyVersion><Document>%7B%7D</Document></PolicyVersion></GetPolicyVersionResult></GetPolicyVersionResponse>"));
        using var clients = new AwsTestClients(transport);
        (await clients.Aws.Iam.GetManagedPolicyDocumentAsync("arn:policy", Cancellation)).TryGet(out var document, out _).ShouldBeTrue();
        document.ShouldBe("{}");
        transport.Requests[1].Form["VersionId"].ShouldBe("v3");
    }

    [Fact]
    public async Task A_simulation_gives_one_decision_per_action_and_resource()
    {
        using var clients = Answering("""
            <SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>
              <member><EvalActionName>iam:CreateRole</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>implicitDeny</EvalDecision></member>
              <member><EvalActionName>iam:GetRole</EvalActionName><EvalDecision>allowed</EvalDecision><ResourceSpecificResults>
                <member><EvalResourceName>arn:a</EvalResourceName><EvalResourceDecision>allowed</EvalResourceDecision></member>
                <member><EvalResourceName>arn:b</EvalResourceName><EvalResourceDecision>explicitDeny</EvalResourceDecision></member>
              </ResourceSpecificResults></member>
            </EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>
            """);
        (await clients.Aws.Iam.SimulatePrincipalPolicyAsync("arn:p", ["iam:CreateRole", "iam:GetRole"], [], Cancellation)).TryGet(out var actions, out _).ShouldBeTrue();
        actions.ShouldBe([
            new SimulatedAction("iam:CreateRole", "*", "implicitDeny"),
            new SimulatedAction("iam:GetRole", "arn:a", "allowed"),
            new SimulatedAction("iam:GetRole", "arn:b", "explicitDeny"),
        ]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static AwsTestClients Answering(string xml) => new(RecordingTransport.Answering(RecordingTransport.Answer(xml)));
}
