using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aqueduct.Setup.State;

/// <summary>The records of set-up in <see cref="ISetupState"/>, one row per resource.</summary>
internal sealed class SetupRecords(ISetupState state)
{
    public const string Profile = "aws.profile";
    public const string IdentityProvider = "aws.identity-provider";
    public const string Role = "aws.role";

    private static readonly string[] Keys = [Role, IdentityProvider, Profile];

    public async Task<ResourceRecord?> GetAsync(string key, CancellationToken cancellationToken) =>
        await state.GetAsync(key, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, RecordJson.Default.ResourceRecord) : null;

    public Task SetAsync(string key, ResourceRecord record, CancellationToken cancellationToken) =>
        state.SetAsync(key, JsonSerializer.Serialize(record, RecordJson.Default.ResourceRecord), cancellationToken);

    public Task RemoveAsync(string key, CancellationToken cancellationToken) => state.RemoveAsync(key, cancellationToken);

    /// <summary>The first record of something we made, the role before all: it says which account this Aqueduct is bound to.</summary>
    public async Task<ResourceRecord?> GetBindingAsync(CancellationToken cancellationToken)
    {
        foreach (var key in Keys)
        {
            if (await GetAsync(key, cancellationToken) is { Origin: not Origin.Found } record)
                return record;
        }

        return null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResourceRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
