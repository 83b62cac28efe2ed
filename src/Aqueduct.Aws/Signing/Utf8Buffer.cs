using System.Buffers;
using System.Text;

namespace Aqueduct.Aws.Signing;

/// <summary>Pooled text of one signature; wiped on return, for it may hold a session token.</summary>
internal sealed class Utf8Buffer : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(4096);
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Clear() => length = 0;

    public void Append(ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
    }

    public void AppendHex(ReadOnlySpan<byte> hash)
    {
        Reserve(hash.Length * 2);
        Convert.TryToHexStringLower(hash, bytes.AsSpan(length), out var written);
        length += written;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        bytes = [];
    }

    private void Reserve(int count)
    {
        if (bytes.Length - length >= count)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, length + count));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        bytes = larger;
    }
}
