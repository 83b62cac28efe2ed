using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>The AWS account of a connected role cannot be changed afterwards (GitLab's page, "Create an IAM role"), so it is never changed silently.</summary>
internal static class AccountGuard
{
    public static Failure? Check(CallerIdentity caller, string? configured, AwsPartition partition, ResourceRecord? binding)
    {
        if (configured is not null && configured != caller.Account)
            return new("account-differs",
                $"The AWS credentials ({caller.Arn}) are of account {caller.Account}; aws.account_id says {configured}.",
                "Use credentials of that account (AWS_PROFILE), or correct aws.account_id.");
        if (binding is not null && binding.Account != caller.Account)
            return new("account-changed",
                $"This Aqueduct is set up in the AWS account {binding.Account} ({binding.Identifier}); the credentials ({caller.Arn}) are of {caller.Account}. The account of a connected role cannot be changed.",
                $"Use credentials of {binding.Account}. To move: disconnect in GitLab, run `aqueduct setup destroy` with credentials of {binding.Account}, then set up anew.");
        return caller.Arn.StartsWith($"arn:{partition.Id}:", StringComparison.Ordinal)
            ? null
            : new("partition-differs",
                $"The AWS credentials ({caller.Arn}) are of another partition than aws.region, which belongs to '{partition.Id}'.",
                "Correct aws.region, or use credentials of that partition.");
    }
}
