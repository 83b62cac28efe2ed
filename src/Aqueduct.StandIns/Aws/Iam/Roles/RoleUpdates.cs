using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam.Roles;

/// <summary>UpdateRole, UpdateRoleDescription, UpdateAssumeRolePolicy.</summary>
internal static class RoleUpdates
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("UpdateRole", Update) { Resource = RoleOperations.Resource },
        new("UpdateRoleDescription", UpdateDescription) { Resource = RoleOperations.Resource },
        new("UpdateAssumeRolePolicy", UpdateTrust) { Resource = RoleOperations.Resource },
    ];

    // A duration left out is set back to one hour, as the API's text has it; a description left out stays.
    private static AwsAnswer Update(AwsCall call)
    {
        var input = new IamInput(call);
        var (name, description) = (input.RoleName(), input.Description());
        var duration = input.Number("MaxSessionDuration", 3600, 43_200) ?? 3600;
        input.Check();
        call.World.Change(state =>
        {
            var role = state.Role(name);
            role.MaxSessionDuration = duration;
            role.Description = description ?? role.Description;
        });
        return AwsAnswer.EmptyResult;
    }

    private static AwsAnswer UpdateDescription(AwsCall call)
    {
        var input = new IamInput(call);
        var (name, description) = (input.RoleName(), input.Description());
        input.Constraints.Required("description", description);
        input.Check();
        return call.World.Change(state =>
        {
            var role = state.Role(name);
            role.Description = description;
            return AwsAnswer.Of(new XElement("Role", RoleXml.Of(role)));
        });
    }

    private static AwsAnswer UpdateTrust(AwsCall call)
    {
        var input = new IamInput(call);
        var (name, document) = (input.RoleName(), input.Document("PolicyDocument"));
        input.Check();
        call.World.Change(state =>
        {
            var role = state.Role(name);
            TrustPolicy.Check(call.World, state, document);
            role.TrustPolicy = document;
        });
        return AwsAnswer.Empty;
    }
}
