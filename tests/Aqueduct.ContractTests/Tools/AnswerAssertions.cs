using System.Text.Json.Nodes;

namespace Aqueduct.ContractTests.Tools;

/// <summary>What <see cref="Boto3"/>'s <c>call</c> showed.</summary>
internal static class AnswerAssertions
{
    public static JsonNode ShouldBeOk(this JsonNode? answer)
    {
        answer!["Code"].ShouldBeNull(answer.ToJsonString());
        return answer;
    }

    /// <param name="message">AWS's text; null where there is none to hold to.</param>
    /// <param name="members">Members of the error beside its code and text.</param>
    public static void ShouldBeRefusal(this JsonNode? answer, string code, string? message, params (string Name, string Value)[] members) =>
        answer.ShouldBeRefusal(code, message, 400, members);

    /// <param name="status">HTTP status; null where it does not matter.</param>
    public static void ShouldBeRefusal(this JsonNode? answer, string code, string? message, int? status, params (string Name, string Value)[] members)
    {
        answer!["Code"]?.GetValue<string>().ShouldBe(code, answer.ToJsonString());
        answer["Code"].ShouldNotBeNull(answer.ToJsonString());
        if (message is not null) answer["Message"]!.GetValue<string>().ShouldBe(message);
        if (status is not null) answer["Status"]!.GetValue<int>().ShouldBe(status.Value);
        foreach (var (name, value) in members) answer[name]?.GetValue<string>().ShouldBe(value, $"{name} in {answer.ToJsonString()}");
    }
}
