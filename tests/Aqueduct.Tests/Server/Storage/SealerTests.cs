using System.Text;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Storage.Secrets;
using FsCheck;
using FsCheck.Xunit;

namespace Aqueduct.Tests.Server.Storage;

public sealed class SealerTests : IDisposable
{
    private readonly Sealer sealer = new(new() { [1] = [.. Enumerable.Repeat((byte)7, 32)] });

    [Property]
    public void What_is_sealed_opens_in_its_place(byte[] secret, NonEmptyString row) =>
        sealer.Open("t", "c", Text(row), sealer.Seal("t", "c", Text(row), secret)).ShouldBe(secret);

    [Property]
    public void Every_changed_byte_is_noticed(byte[] secret, int position, byte change)
    {
        var value = sealer.Seal("t", "c", "r", secret);
        value[(int)((uint)position % value.Length)] ^= (byte)(change | 1);
        ShouldBeRefused(() => sealer.Open("t", "c", "r", value));
    }

    [Property]
    public void Every_shortened_value_is_refused(byte[] secret, int length)
    {
        var value = sealer.Seal("t", "c", "r", secret);
        ShouldBeRefused(() => sealer.Open("t", "c", "r", value.AsSpan(0, (int)((uint)length % value.Length))));
    }

    [Property]
    public void A_value_opens_in_no_other_place(NonEmptyString text, int first, int second, int otherFirst, int otherSecond)
    {
        // The same characters, divided differently: tables, columns and rows must not run into each other.
        var place = Divide(Text(text), first, second);
        var other = Divide(Text(text), otherFirst, otherSecond);
        if (place == other)
            return;
        var value = sealer.Seal(place.Table, place.Column, place.Row, [1, 2, 3]);
        ShouldBeRefused(() => sealer.Open(other.Table, other.Column, other.Row, value));
    }

    [Fact]
    public void Rows_that_are_no_text_are_not_mistaken_for_each_other() =>
        Should.Throw<EncoderFallbackException>(() => sealer.Seal("t", "c", "\ud800", [1]));

    [Fact]
    public void The_same_secret_never_looks_the_same() =>
        sealer.Seal("t", "c", "r", [1]).ShouldNotBe(sealer.Seal("t", "c", "r", [1]));

    [Fact]
    public void Another_data_key_with_the_same_id_opens_nothing()
    {
        using var other = new Sealer(new() { [1] = new byte[32] });
        ShouldBeRefused(() => other.Open("t", "c", "r", sealer.Seal("t", "c", "r", [1])));
    }

    [Fact]
    public void A_data_key_that_is_gone_is_said()
    {
        using var other = new Sealer(new() { [2] = new byte[32] });
        var refused = Should.Throw<StorageException>(() => other.Open("t", "c", "r", sealer.Seal("t", "c", "r", [1])));
        refused.Failure.Detail.ShouldContain("data key that is not in the database");
    }

    [Fact]
    public void Values_of_an_older_data_key_still_open_and_new_ones_use_the_newest()
    {
        var old = sealer.Seal("t", "c", "r", [1]);
        using var both = new Sealer(new() { [1] = [.. Enumerable.Repeat((byte)7, 32)], [2] = new byte[32] });
        both.Open("t", "c", "r", old).ShouldBe([1]);
        ShouldBeRefused(() => sealer.Open("t", "c", "r", both.Seal("t", "c", "r", [1])));
    }

    [Fact]
    public void A_wiped_sealer_seals_nothing()
    {
        sealer.Dispose();
        Should.Throw<ObjectDisposedException>(() => sealer.Seal("t", "c", "r", [1]));
    }

    public void Dispose() => sealer.Dispose();

    private static void ShouldBeRefused(Action open)
    {
        var refused = Should.Throw<StorageException>(open);
        refused.Failure.Code.ShouldBe("sealed-value-refused");
        refused.InnerException.ShouldBeNull(); // nothing of the value travels along
    }

    private static string Text(NonEmptyString text) => string.Concat(text.Get.Where(c => !char.IsSurrogate(c)));

    private static (string Table, string Column, string Row) Divide(string text, int first, int second)
    {
        var (a, b) = ((int)((uint)first % (text.Length + 1)), (int)((uint)second % (text.Length + 1)));
        var (from, to) = (Math.Min(a, b), Math.Max(a, b));
        return (text[..from], text[from..to], text[to..]);
    }
}
