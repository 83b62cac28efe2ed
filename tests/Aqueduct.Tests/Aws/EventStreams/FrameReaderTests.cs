using Aqueduct.Aws.EventStreams;
using Aqueduct.StandIns.Aws.Http;

namespace Aqueduct.Tests.Aws.EventStreams;

public sealed class FrameReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Vectors.Empty, "", "")]
    [InlineData(Vectors.Int8, "byte Byte FF", "")]
    [InlineData(Vectors.Int16, "short Short FFFF", "")]
    [InlineData(Vectors.Int32, "integer Integer FFFFFFFF", "")]
    [InlineData(Vectors.Int64, "long Long FFFFFFFFFFFFFFFF", "")]
    [InlineData(Vectors.Payload, "", "{'foo':'bar'}")]
    [InlineData(Vectors.TextHeader, "content-type Text 6170706C69636174696F6E2F6A736F6E", "{'foo':'bar'}")]
    [InlineData(
        Vectors.AllTypes,
        "0 True , 1 False , 2 Byte 02, 3 Short 0003, 4 Integer 00000004, 5 Long 0000000000000005, 6 Bytes 6279746573, 7 Text 75746638, "
        + "8 Timestamp 0000000000000008, 9 Uuid 30313233343536373839616263646566",
        "")]
    [InlineData(Vectors.Error, ":message-type Text 6572726F72, :error-code Text 636F6465, :error-message Text 6D657373616765", "")]
    public async Task AWSs_examples_are_read(string vector, string headers, string payload) =>
        (await ReadAllAsync(Vectors.Bytes(vector))).ShouldBe([$"{headers}|{payload}"]);

    [Theory]
    [InlineData("0100001d00000000fd528c5a" + "7b27666f6f273a27626172277d" + "c3653936", "the checksum of a frame's beginning is wrong")]
    [InlineData("0000001d00000000fd528c5a" + "7b27666f6f273a27626172278d" + "c3653936", "the checksum of a frame is wrong")]
    [InlineData(
        "0000003d0000002007fd8396" + "0c636f6e74656e742b74797065" + "0700106170706c69636174696f6e2f6a736f6e" + "7b27666f6f273a27626172277d" + "8d9c08b1",
        "the checksum of a frame is wrong")]
    [InlineData("0000003dff00010207fd8396" + "0c636f6e74656e742d74797065", "the checksum of a frame's beginning is wrong")]
    [InlineData("00000024000000144bb982d0" + "0474657374046173646604746573740461736466" + "f3f47563", "a frame's headers are malformed")]
    public async Task AWSs_examples_of_damage_are_refused(string vector, string damage) =>
        (await ReadAllAsync(Vectors.Bytes(vector))).ShouldBe([damage]);

    [Theory]
    [InlineData("0100000000000000", "a frame has 16777216 bytes, more than the 1048576 allowed")]
    [InlineData("0000200000001001", "a frame has 4097 bytes of headers, more than the 4096 allowed")]
    [InlineData("0000001000000001", "a frame is shorter than its headers")]
    [InlineData("0000000000000000", "a frame is shorter than its headers")]
    public async Task Lengths_beyond_reason_are_refused_before_anything_is_read_for_them(string lengths, string damage)
    {
        var bytes = Vectors.Bytes(lengths);
        var prelude = new byte[12];
        bytes.CopyTo(prelude, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(prelude.AsSpan(8), Crc32.Of(bytes));
        (await ReadAllAsync(prelude)).ShouldBe([damage]);
    }

    [Theory]
    [InlineData("00")] // a name of no length
    [InlineData("0161")] // no type
    [InlineData("01610a")] // a type there is not
    [InlineData("01610400")] // half a number
    [InlineData("016107000561")] // a text shorter than it says
    [InlineData("0161070001ff")] // a text that is no UTF-8
    [InlineData("01ff00")] // a name that is no UTF-8
    [InlineData("0561")] // a name shorter than it says
    [InlineData("016100016201016100")] // a name twice, another between
    public async Task Malformed_headers_are_refused(string headers) =>
        (await ReadAllAsync(EventFrame.Of(Vectors.Bytes(headers), []))).ShouldBe(["a frame's headers are malformed"]);

    [Fact]
    public async Task A_stream_that_ends_within_a_frame_is_damaged()
    {
        var frame = Vectors.Bytes(Vectors.TextHeader);
        for (var length = 1; length < frame.Length; length++)
            (await ReadAllAsync(frame[..length])).ShouldBe(["it ends within a frame"]);
    }

    [Fact]
    public async Task A_frame_larger_than_the_first_buffer_is_read()
    {
        var payload = new string('x', 200_000);
        (await ReadAllAsync(EventFrame.Of([], System.Text.Encoding.ASCII.GetBytes(payload)))).ShouldBe([$"|{payload}"]);
    }

    [Fact]
    public async Task However_the_network_cuts_the_stream_the_frames_are_the_same()
    {
        byte[] stream = [.. Vectors.All.SelectMany(Vectors.Bytes)];
        var whole = await ReadAllAsync(stream);
        whole.Count.ShouldBe(Vectors.All.Count);
        var random = Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, 20).Select(_ => (byte)Random.Shared.Next(1, 64)).ToArray());
        foreach (var cuts in Enumerable.Range(1, 100).Select(n => new[] { (byte)n }).Concat(random))
            (await ReadAllAsync(stream, cuts)).ShouldBe(whole, $"cut at {string.Join(", ", cuts)}");
    }

    [Theory]
    [InlineData(Vectors.Empty)]
    [InlineData(Vectors.TextHeader)]
    [InlineData(Vectors.AllTypes)]
    public async Task A_flipped_bit_anywhere_is_noticed(string vector)
    {
        for (var bit = 0; bit < vector.Length * 4; bit++)
        {
            var stream = Vectors.Bytes(vector);
            stream[bit / 8] ^= (byte)(1 << (bit % 8));
            (await ReadAllAsync(stream)).ShouldHaveSingleItem().ShouldContain("checksum");
        }
    }

    private static async Task<List<string>> ReadAllAsync(byte[] bytes, params byte[] cuts)
    {
        using var reader = new FrameReader(new CutStream(bytes, cuts));
        var seen = new List<string>();
        while (true)
        {
            var read = await reader.ReadAsync(Cancellation);
            if (read.Damage is not null) return [.. seen, read.Damage];
            if (read.Frame is null) return seen;
            seen.Add($"{string.Join(", ", Headers(read.Frame))}|{Vectors.Text(read.Frame.Payload.Span)}");
        }
    }

    private static List<string> Headers(Frame frame)
    {
        var all = new List<string>();
        var headers = frame.Headers;
        while (headers.Next()) all.Add($"{Vectors.Text(headers.Name)} {headers.Type} {Convert.ToHexString(headers.Value)}");
        return all;
    }

    /// <summary>Gives as many bytes at a time as it is told, the last number repeating.</summary>
    private sealed class CutStream(byte[] bytes, byte[] cuts) : MemoryStream(bytes)
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var most = cuts.Length == 0 ? buffer.Length : Math.Max(1, (int)cuts[Math.Min(reads++, cuts.Length - 1)]);
            return base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
        }
    }
}
