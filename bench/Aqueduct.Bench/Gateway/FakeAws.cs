using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Aqueduct.Bench.Gateway;

/// <summary>
/// The least that can stand for STS and Amazon Q: takes anything, answers canned text. It reads HTTP itself, since whatever it costs is taken
/// from the core the load is made on. A request's content must have a length; GETs are not for it.
/// </summary>
/// <param name="stsPause">How long STS takes.</param>
/// <param name="amazonQPause">How long Amazon Q takes.</param>
internal sealed class FakeAws(TimeSpan stsPause, TimeSpan amazonQPause, TimeProvider clock)
{
    private static readonly byte[] Session = Answer("text/xml", Encoding.UTF8.GetBytes(
        """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
        <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/QDeveloperAccess/bench</Arn><AssumedRoleId>AROABENCH:bench</AssumedRoleId></AssumedRoleUser>
        <Credentials><AccessKeyId>ASIABENCH00000000000</AccessKeyId><SecretAccessKey>bench-secret</SecretAccessKey>
        """ + $"<SessionToken>{new string('t', 800)}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
        + "</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>"));

    private static readonly byte[] Chat = Answer("application/vnd.amazon.eventstream", EventFrames.OfChat("Aqueducts carry water."));
    private static readonly byte[] Taken = Answer("application/x-amz-json-1.0", "{}"u8);

    public async Task ServeAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                var rest = read.Buffer;
                while (TryTake(ref rest, out var answer))
                {
                    if ((answer == Session ? stsPause : amazonQPause) is { Ticks: > 0 } pause)
                        await Task.Delay(pause, clock);
                    await output.WriteAsync(answer);
                }

                input.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                    return;
            }
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException)
        {
            // the caller hung up
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out byte[] answer)
    {
        answer = Taken;
        var bytes = buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray();
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = bytes[..(end + 2)];
        var length = end + 4 + LengthOf(head);
        if (bytes.Length < length)
            return false;
        answer = head.IndexOf("x-www-form-urlencoded"u8) >= 0 ? Session : head.IndexOf(".SendMessage"u8) >= 0 ? Chat : Taken;
        buffer = buffer.Slice(length);
        return true;
    }

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        if (at < 0)
            return 0;
        _ = System.Buffers.Text.Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _);
        return length;
    }

    private static byte[] Answer(string contentType, ReadOnlySpan<byte> content) =>
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nx-amzn-RequestId: bench\r\nContent-Length: {content.Length}\r\n\r\n"),
        .. content,
    ];
}
