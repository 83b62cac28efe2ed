namespace Aqueduct.Setup.Policies;

/// <summary>The rights <c>aqueduct setup</c> itself needs, no more: shown whenever AWS refuses one of them.</summary>
internal static class AdministratorPolicy
{
    public static string Write(DesiredInAccount wanted)
    {
        var partition = wanted.Desired.Partition.Id;
        return PolicyText.Write(
            PolicyText.Allow("AqueductProfile", ["codewhisperer:ListProfiles", "codewhisperer:CreateProfile", "codewhisperer:DeleteProfile", "codewhisperer:TagResource"], "*"),
            PolicyText.Allow("AqueductIdentityProvider",
                [
                    "iam:GetOpenIDConnectProvider", "iam:CreateOpenIDConnectProvider", "iam:AddClientIDToOpenIDConnectProvider",
                    "iam:RemoveClientIDFromOpenIDConnectProvider", "iam:TagOpenIDConnectProvider", "iam:UntagOpenIDConnectProvider",
                    "iam:DeleteOpenIDConnectProvider",
                ],
                wanted.ProviderArn),
            PolicyText.Allow("AqueductRole",
                [
                    "iam:GetRole", "iam:CreateRole", "iam:UpdateRole", "iam:UpdateAssumeRolePolicy", "iam:TagRole", "iam:UntagRole", "iam:DeleteRole",
                    "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:GetRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy",
                    "iam:SimulatePrincipalPolicy",
                ],
                wanted.RoleArn),
            writer =>
            {
                PolicyText.Allow("AqueductManagedPolicy", ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], wanted.RoleArn)(writer);
                writer.WriteStartObject("Condition");
                writer.WriteStartObject("ArnEquals");
                writer.WriteString("iam:PolicyARN", wanted.Desired.ManagedPolicyArn);
                writer.WriteEndObject();
                writer.WriteEndObject();
            },
            PolicyText.Allow("AqueductReadManagedPolicy", ["iam:GetPolicy", "iam:GetPolicyVersion"], $"arn:{partition}:iam::aws:policy/{Desired.ManagedPolicyName}"));
    }
}
