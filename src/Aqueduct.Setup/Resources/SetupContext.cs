using Aqueduct.Aws;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>What every resource works with during one run against one account.</summary>
internal sealed record SetupContext(
    DesiredInAccount Wanted, AwsClients Aws, SetupRecords Records, Consistency Consistency, TimeProvider Clock, bool Adopt)
{
    public Desired Desired => Wanted.Desired;

    public Failure Explain(AwsFailure failure) => AwsExplanation.Explain(failure, Wanted);
}
