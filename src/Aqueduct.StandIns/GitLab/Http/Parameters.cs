using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>Query, form and JSON body as one set of named values, which is how GitLab's API reads them; the body wins.</summary>
internal sealed class Parameters(JsonObject values)
{
    public static async Task<Parameters> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var values = new JsonObject();
        foreach (var pair in request.Query) Put(values, pair.Key, pair.Value);
        if (request.HasFormContentType)
            foreach (var pair in await request.ReadFormAsync(cancellationToken)) Put(values, pair.Key, pair.Value);
        else if (request.HasJsonContentType())
            await PutJsonAsync(values, request.Body, cancellationToken);
        return new Parameters(values);
    }

    public bool Has(string name) => values.ContainsKey(name);

    public JsonNode? this[string name] => values[name];

    public string? Text(string name) => values[name] is JsonValue value ? value.ToString() : null;

    /// <summary>Grape's answer lists all that is missing: <c>{"error":"name is missing, email is missing"}</c>.</summary>
    public void Require(params ReadOnlySpan<string> names)
    {
        var missing = new List<string>();
        foreach (var name in names)
            if (!Has(name)) missing.Add($"{name} is missing");
        if (missing.Count > 0) throw ApiError.Error(400, string.Join(", ", missing));
    }

    public string Required(string name)
    {
        Require(name);
        return Text(name) ?? throw ApiError.Error(400, $"{name} is invalid");
    }

    public bool? Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        null or "" => null,
        "true" or "1" or "t" or "yes" or "on" => true,
        "false" or "0" or "f" or "no" or "off" => false,
        _ => throw ApiError.Error(400, $"{name} is invalid"),
    };

    public long? Number(string name) => Text(name) switch
    {
        null or "" => null,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw ApiError.Error(400, $"{name} is invalid"),
    };

    public DateOnly? Date(string name) => Text(name) switch
    {
        null or "" => null,
        var text when DateOnly.TryParseExact(text.Length > 10 ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        _ => throw ApiError.Error(400, $"{name} is invalid"),
    };

    public string? OneOf(string name, params ReadOnlySpan<string> allowed) =>
        Text(name) is not { } text ? null : allowed.Contains(text) ? text : throw ApiError.Error(400, $"{name} does not have a valid value");

    /// <summary>A JSON array, a repeated <c>name[]</c> or a comma list.</summary>
    public IReadOnlyList<string>? List(string name) => values[name] switch
    {
        null => null,
        JsonArray array => [.. array.Select(v => v?.ToString() ?? "")],
        var single => single.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };

    private static void Put(JsonObject values, string key, StringValues texts)
    {
        if (key.EndsWith("[]", StringComparison.Ordinal))
            values[key[..^2]] = new JsonArray([.. texts.Select(t => JsonValue.Create(t))]);
        else
            values[key] = texts[^1];
    }

    private static async Task PutJsonAsync(JsonObject values, Stream body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await body.CopyToAsync(buffer, cancellationToken);
        if (buffer.Length == 0) return; // clients name the type of a body they do not send
        try
        {
            if (JsonNode.Parse(buffer.ToArray()) is not JsonObject read) return;
            foreach (var (name, value) in read.ToList())
            {
                read.Remove(name);
                values[name] = value;
            }
        }
        catch (JsonException)
        {
            throw ApiError.Error(400, "Problems parsing JSON");
        }
    }
}
