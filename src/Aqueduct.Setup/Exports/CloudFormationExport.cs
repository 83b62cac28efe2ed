using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Setup.Exports;

/// <summary>CloudFormation template (YAML). The template names the role, so the stack needs CAPABILITY_NAMED_IAM.</summary>
internal static class CloudFormationExport
{
    public static string Write(Desired desired) =>
        $$"""
        AWSTemplateFormatVersion: "2010-09-09"
        Description: IAM side of GitLab Duo with Amazon Q for the GitLab instance {{desired.InstanceUid}}
        # aws cloudformation deploy --stack-name aqueduct --template-file FILE --capabilities CAPABILITY_NAMED_IAM
        {{SetupExport.ProfileRemark(desired)}}
        Resources:
          IdentityProvider:
            Type: AWS::IAM::OIDCProvider
            Properties:
              Url: {{Quote(desired.IssuerUrl)}}
              ClientIdList:
                - {{Quote(desired.Audience)}}
              Tags:
                {{SetupExport.Indent(Tags(desired), 8)}}
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: {{Quote(desired.RoleName)}}
              Description: {{Quote(desired.RoleDescription)}}
              # GitLab's AI gateway asks for sessions of 12 hours and fails with less.
              MaxSessionDuration: {{Desired.SessionSeconds}}
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal:
                      Federated: !Ref IdentityProvider
                    Action: sts:AssumeRoleWithWebIdentity
                    Condition:
                      StringEquals:
                        {{Quote($"{desired.ProviderName}:aud")}}: {{Quote(desired.Audience)}}
                      StringLike:
                        {{Quote($"{desired.ProviderName}:sub")}}: {{Quote($"{desired.InstanceUid}:*")}}
              {{SetupExport.Indent(Permissions(desired), 6)}}
              Tags:
                {{SetupExport.Indent(Tags(desired), 8)}}
        Outputs:
          ProviderUrl:
            Value: {{Quote(desired.IssuerUrl)}}
          Audience:
            Value: {{Quote(desired.Audience)}}
          RoleArn:
            Description: Paste it in GitLab under "IAM role's ARN"
            Value: !GetAtt Role.Arn

        """;

    private static string Permissions(Desired desired) => desired.Policy is RolePolicy.Managed
        ? $"""
          ManagedPolicyArns:
            - !Sub "arn:${"{AWS::Partition}"}:iam::aws:policy/{Desired.ManagedPolicyName}"
          """
        : $"""
          Policies:
            - PolicyName: {Desired.InlinePolicyName}
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  {SetupExport.Indent(string.Join('\n', QPermissions.Statements(desired.Partition.Id).Select(Statement)), 8)}
          """;

    private static string Statement(QPermissions.Statement statement) =>
        $"""
        - Sid: {statement.Sid}
          Effect: Allow
          Action:
            {SetupExport.Indent(string.Join('\n', statement.Actions.Select(a => $"- {a}")), 4)}
          Resource: {Quote(statement.Resource)}
        """;

    private static string Tags(Desired desired) =>
        string.Join('\n', desired.Tags.Select(t => $"- Key: {t.Key}\n  Value: {Quote(t.Value)}"));

    // The values hold neither quotes nor backslashes: names, addresses and UUIDs, checked before.
    private static string Quote(string value) => $"\"{value}\"";
}
