using System.Text.Json;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Tests.Setup;

public sealed class DesiredTests
{
    [Fact]
    public void Names_follow_from_the_instance_and_the_issuer()
    {
        var desired = Wanted.Desired;

        desired.IssuerUrl.ShouldBe($"https://aqueduct.example.test/cc/oidc/{Wanted.Uid}");
        desired.Audience.ShouldBe($"gitlab-cc-{Wanted.Uid}");
        desired.ProfileName.ShouldBe("QDevProfile-us-east-1");
        Wanted.InAccount.ProviderArn.ShouldBe($"arn:aws:iam::111122223333:oidc-provider/aqueduct.example.test/cc/oidc/{Wanted.Uid}");
        Wanted.InAccount.RoleArn.ShouldBe("arn:aws:iam::111122223333:role/QDeveloperAccess");
    }

    [Fact]
    public void The_partition_follows_from_the_region()
    {
        Desired.From(Wanted.Settings with { Aws = new() { Region = "us-gov-west-1" } }).TryGet(out var desired, out _).ShouldBeTrue();

        desired!.ManagedPolicyArn.ShouldBe("arn:aws-us-gov:iam::aws:policy/GitLabDuoWithAmazonQPermissionsPolicy");
        desired.In(Wanted.Account).RoleArn.ShouldStartWith("arn:aws-us-gov:iam::111122223333:");
    }

    [Fact]
    public void The_trust_policy_is_json_that_trusts_our_audience_and_our_subjects_alone()
    {
        using var json = JsonDocument.Parse(Wanted.InAccount.TrustPolicy);
        var statement = json.RootElement.GetProperty("Statement").EnumerateArray().ShouldHaveSingleItem();

        statement.GetProperty("Effect").GetString().ShouldBe("Allow");
        statement.GetProperty("Action").GetString().ShouldBe("sts:AssumeRoleWithWebIdentity");
        statement.GetProperty("Principal").GetProperty("Federated").GetString().ShouldBe(Wanted.InAccount.ProviderArn);
        var condition = statement.GetProperty("Condition");
        condition.EnumerateObject().Select(o => o.Name).ShouldBe(["StringEquals", "StringLike"]);
        condition.GetProperty("StringEquals").GetProperty($"{Wanted.Desired.ProviderName}:aud").GetString().ShouldBe(Wanted.Desired.Audience);
        condition.GetProperty("StringLike").GetProperty($"{Wanted.Desired.ProviderName}:sub").GetString().ShouldBe($"{Wanted.Uid}:*");
    }

    /// <summary>GitLab's page shows it with a trailing comma; without that comma it is ours less the subject.</summary>
    [Fact]
    public void The_trust_policy_is_the_documented_one_and_a_subject()
    {
        var documented = $$"""
            {
             "Version": "2012-10-17",
             "Statement": [
                 {
                     "Effect": "Allow",
                     "Action": "sts:AssumeRoleWithWebIdentity",
                     "Principal": {
                         "Federated": "{{Wanted.InAccount.ProviderArn}}"
                     },
                     "Condition": {
                         "StringEquals": {
                             "{{Wanted.Desired.ProviderName}}:aud": "{{Wanted.Desired.Audience}}"
                         }
                     }
                  }
               ]
            }
            """;

        PolicyDifference.Between("trust policy", documented, Wanted.InAccount.TrustPolicy).ShouldHaveSingleItem()
            .ShouldBe(new($"trust policy: StringLike {Wanted.Desired.ProviderName}:sub", null, $"{Wanted.Uid}:*"));
    }

    [Fact]
    public void The_length_of_the_trust_policy_is_counted_without_white_space() => TrustPolicy.CountAsAws("{ \"a\" :\n\t1 }").ShouldBe(7);

    [Fact]
    public void A_trust_policy_over_2048_characters_is_refused_before_AWS_is_called()
    {
        var failures = Wanted.FailuresOf(Wanted.Settings with { IssuerUrl = $"https://aqueduct.example.test/{new string('x', 600)}" });

        failures.Select(f => f.Code).ShouldBe(["issuer-too-long", "trust-policy-too-long"]);
        failures[1].Detail.ShouldContain("IAM takes 2048");
    }

    [Theory]
    [InlineData("http://aqueduct.example.test", "issuer-not-https")]
    [InlineData("https://aqueduct.example.test:8443", "issuer-has-port")]
    [InlineData("https://aqueduct.example.test:443", "issuer-has-port")]
    [InlineData("https://aqueduct.example.test/", "issuer-trailing-slash")]
    [InlineData("https://aqueduct.example.test?x=1", "issuer-has-query")]
    [InlineData("aqueduct.example.test", "issuer-invalid")]
    public void An_issuer_that_IAM_would_refuse_is_refused_first(string issuer, string code)
    {
        var failure = Wanted.FailuresOf(Wanted.Settings with { IssuerUrl = issuer }).ShouldHaveSingleItem();

        failure.Code.ShouldBe(code);
        failure.Detail.ShouldContain($"identity.issuer_url (default: server.public_url) '{issuer}'");
        failure.Fix.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_ARN_where_a_role_name_belongs_is_refused_with_the_name()
    {
        var failure = Wanted.FailuresOf(Wanted.Settings with { Role = new() { Name = "arn:aws:iam::123456789:role/QDeveloperAccess" } }).ShouldHaveSingleItem();

        failure.Code.ShouldBe("role-name-is-arn");
        failure.Fix.ShouldBe("Write role.name: QDeveloperAccess");
    }

    [Fact]
    public void All_wrong_values_are_told_at_once() =>
        Wanted.FailuresOf(new(
                "not-a-uuid", "https://a.example.test",
                new AwsOptions { Region = "moon-1", AccountId = "1" },
                new RoleOptions { Name = "a b" },
                new ProfileOptions { Name = "1st", Description = "a.b" }))
            .Select(f => f.Code)
            .ShouldBe(["instance-uid-invalid", "region-unknown", "account-id-invalid", "role-name-invalid", "profile-name-invalid", "profile-description-invalid"]);
}
