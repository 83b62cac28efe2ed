using System.Text;

namespace Aqueduct.Tests.Aws.EventStreams;

/// <summary>AWS's public examples of the encoding, as bytes in hexadecimal. Source: botocore (Apache-2.0), tests/unit/test_eventstream.py.</summary>
internal static class Vectors
{
    public const string Empty = "000000100000000005c248eb7d98c8ff";
    public const string Int8 = "0000001700000007298601580462797465" + "02ffc2f869dc";
    public const string Int16 = "0000001900000009710e923e0573686f7274" + "03ffffb27cb6cc";
    public const string Int32 = "0000001d0000000d83e3f0e707696e7465676572" + "04ffffffff8b8e12eb";
    public const string Int64 = "0000001e0000000e5d4adb8d046c6f6e67" + "05ffffffffffffffff4bc232da";
    public const string Payload = "0000001d00000000fd528c5a" + "7b27666f6f273a27626172277d" + "c3653936";

    public const string TextHeader =
        "0000003d0000002007fd8396" + "0c636f6e74656e742d74797065" + "0700106170706c69636174696f6e2f6a736f6e" + "7b27666f6f273a27626172277d" + "8d9c08b1";

    public const string AllTypes =
        "000000620000005203b5cb9c" + "013000" + "013101" + "01320202" + "0133030003" + "01340400000004" + "0135050000000000000005"
        + "01360600056279746573" + "01370700047574663801380800000000000000080139093031323334353637383961626364656663353671";

    public const string Error =
        "0000005200000042bf23637e" + "0d3a6d6573736167652d747970650700056572726f72" + "0b3a6572726f722d636f6465070004636f6465"
        + "0e3a6572726f722d6d6573736167650700076d657373616765" + "6b6cea3d";

    public static IReadOnlyList<string> All { get; } = [Empty, Int8, Int16, Int32, Int64, Payload, TextHeader, AllTypes, Error];

    public static byte[] Bytes(string vector) => Convert.FromHexString(vector);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
