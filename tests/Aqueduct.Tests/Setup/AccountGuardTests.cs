using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Aqueduct.Setup;
using Aqueduct.Setup.State;

namespace Aqueduct.Tests.Setup;

public sealed class AccountGuardTests
{
    private static readonly CallerIdentity Caller = new("111122223333", "arn:aws:iam::111122223333:user/admin", "AIDA");

    [Fact]
    public void Credentials_of_the_configured_and_recorded_account_pass() =>
        AccountGuard.Check(Caller, "111122223333", AwsPartition.Aws, Role("111122223333")).ShouldBeNull();

    [Fact]
    public void Credentials_of_another_account_than_configured_are_refused() =>
        AccountGuard.Check(Caller, "999988887777", AwsPartition.Aws, null)!.Detail.ShouldContain("aws.account_id says 999988887777");

    [Fact]
    public void The_account_of_a_recorded_role_never_changes_silently()
    {
        var failure = AccountGuard.Check(Caller, null, AwsPartition.Aws, Role("999988887777"));

        failure!.Code.ShouldBe("account-changed");
        failure.Detail.ShouldContain("999988887777");
        failure.Fix.ShouldContain("aqueduct setup destroy");
    }

    [Fact]
    public void Credentials_of_another_partition_are_refused() =>
        AccountGuard.Check(Caller, null, AwsPartition.China, null)!.Code.ShouldBe("partition-differs");

    private static ResourceRecord Role(string account) => new(account, $"arn:aws:iam::{account}:role/Q", Origin.Created, default);
}
