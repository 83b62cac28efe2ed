using System.Text;
using System.Text.Json;
using Aqueduct.Server.Gateway.Http;

namespace Aqueduct.Server.Gateway.Chat;

/// <summary>
/// What GitLab sends along with a question: the issue or merge request that is open, the file in the editor, further items. It goes before the
/// question, marked as material: text of others, not the person's own words.
/// </summary>
internal sealed class ChatContext
{
    private const string BeforeQuestion = "--- question ---\n";

    private readonly List<(string Kind, string Name, string Text)> items = [];

    public HashSet<string> Categories { get; } = new(StringComparer.Ordinal);

    public static ChatContext Of(JsonElement message)
    {
        var context = new ChatContext();
        var open = message.Member("context");
        context.Add(open.Text("type") ?? "resource", "", open.Text("content"));
        var file = message.Member("current_file");
        context.Add("file", file.Text("file_path") ?? "", file.Text("data"));
        context.Add("selection", file.Text("file_path") ?? "", file.Text("selected_code"));
        foreach (var item in message.Items("additional_context"))
        {
            var category = item.Text("category") ?? "";
            context.Categories.Add(category);
            context.Add(category, item.Text("id") ?? "", item.Text("content"));
        }

        return context;
    }

    /// <param name="most">In characters; items are cut at the end of a line before the question is.</param>
    public string Before(string question, string system, int most)
    {
        var text = new StringBuilder(system);
        var room = most - BeforeQuestion.Length - Math.Min(question.Length, most);
        foreach (var (kind, name, content) in items)
        {
            var head = name.Length > 0 ? $"--- {kind}: {name} ---\n" : $"--- {kind} ---\n";
            var left = room - head.Length - 1;
            if (left <= 0)
                break;
            var kept = TextCut.AtMost(content, left).TrimEnd('\n');
            text.Append(head).Append(kept).Append('\n');
            room = left - kept.Length;
        }

        if (items.Count > 0)
            text.Append(BeforeQuestion);
        return text.Append(question, 0, Math.Min(question.Length, most)).ToString();
    }

    private void Add(string kind, string name, string? content)
    {
        if (!string.IsNullOrEmpty(content))
            items.Add((OneLine(kind), OneLine(name), content));
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
