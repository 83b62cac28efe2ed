using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Storage.Secrets;

namespace Aqueduct.Server.Audit;

/// <summary>What of an entry is sealed under a person's key; the names are the columns'.</summary>
internal enum PersonalField
{
    Actor,
    OnBehalfOf,
    Subject,
}

/// <summary>A person's key, as long as it exists.</summary>
internal sealed class AuditPerson
{
    private const string Table = "audit_people";
    private const string Column = "sealed_key";

    private readonly byte[] key;

    private AuditPerson(string id, byte[] key) => (Id, this.key) = (id, key);

    /// <summary>Random: tells nothing about the person.</summary>
    public string Id { get; }

    public static (AuditPersonRow Row, AuditPerson Person) Create(byte[] nameHash, ISealer sealer)
    {
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var key = RandomNumberGenerator.GetBytes(AesGcmBox.KeyLength);
        return (new AuditPersonRow { Id = id, NameHash = nameHash, SealedKey = sealer.Seal(Table, Column, id, key) }, new AuditPerson(id, key));
    }

    public static AuditPerson Open(string id, byte[] sealedKey, ISealer sealer) => new(id, sealer.Open(Table, Column, id, sealedKey));

    public byte[] Seal(long sequence, PersonalField field, IReadOnlyList<string?> values)
    {
        var plaintext = JsonSerializer.SerializeToUtf8Bytes(values, AuditJson.Default.IReadOnlyListString);
        var box = new byte[AesGcmBox.Overhead + plaintext.Length];
        AesGcmBox.Seal(key, plaintext, Place(sequence, field), box);
        return box;
    }

    /// <returns>Null when it was altered.</returns>
    public IReadOnlyList<string?>? Open(long sequence, PersonalField field, byte[] box) =>
        AesGcmBox.Open(key, box, Place(sequence, field)) is { } plaintext
            ? JsonSerializer.Deserialize(plaintext, AuditJson.Default.IReadOnlyListString)
            : null;

    public override string ToString() => Id;

    private static byte[] Place(long sequence, PersonalField field) => Encoding.ASCII.GetBytes($"audit_entries {field} {sequence}");
}
