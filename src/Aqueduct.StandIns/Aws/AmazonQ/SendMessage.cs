using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>
/// Answers a question with what it was asked: text in pieces and, when the question asks for code, an attribution. Needs the connection; a grant
/// that is there has to be good, but none is needed, as GitLab hands no code over with a question.
/// </summary>
internal static class SendMessage
{
    public static AwsAnswer Run(AwsCall call)
    {
        var question = Question.Read(call.Json);
        EncryptionConfiguration.Encrypt(call);
        var (id, number) = call.World.Change(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            Grants.CheckGivenUsable(region, region.Connection ?? throw AmazonQErrors.NoConnection(), call);
            var conversation = region.ConversationOf(call.Caller.Arn, question.ConversationId);
            return (conversation.Id, ++conversation.Questions);
        });
        return AwsAnswer.Of(ChatAnswer.To(question, id, number));
    }
}
