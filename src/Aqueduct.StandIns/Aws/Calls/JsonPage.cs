using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>One page of a list in AWS JSON; the token for the next one is opaque to the caller.</summary>
internal readonly record struct JsonPage(int Start, int Size)
{
    /// <param name="sizeMember"><c>maxResults</c> or <c>Limit</c>.</param>
    /// <param name="tokenMember"><c>nextToken</c> or <c>Marker</c>.</param>
    /// <param name="badToken">How the service refuses a token it did not give.</param>
    public static JsonPage Of(JsonElement input, string sizeMember, string tokenMember, int usual, int most, Func<AwsError> badToken)
    {
        var size = input.Integer(sizeMember);
        var constraints = new Constraints("ValidationException");
        constraints.Range(JsonNamingPolicy.CamelCase.ConvertName(sizeMember), size, 1, most);
        constraints.Check();
        return new JsonPage(input.Text(tokenMember) is { } token ? Read(token) ?? throw badToken() : 0, (int?)size ?? usual);
    }

    public JsonArray Cut(IEnumerable<JsonObject> all) => [.. all.Skip(Start).Take(Size)];

    /// <returns>The token for the next page; null when this is the last.</returns>
    public string? Next(int total) =>
        Start + Size < total ? Convert.ToBase64String(Encoding.ASCII.GetBytes((Start + Size).ToString(CultureInfo.InvariantCulture))) : null;

    private static int? Read(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            && int.TryParse(Encoding.ASCII.GetString(bytes, 0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? start
                : null;
    }
}
