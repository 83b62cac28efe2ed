using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>Tells the caller who it is; needs no permission.</summary>
internal static class GetCallerIdentity
{
    public static AwsAnswer Run(AwsCall call) => AwsAnswer.Of(
        new XElement("Arn", call.Caller.Arn), new XElement("UserId", call.Caller.UserId), new XElement("Account", AwsWorld.AccountId));
}
