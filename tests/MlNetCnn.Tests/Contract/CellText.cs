using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;

namespace MlNetCnn.Tests.Contract;

/// <summary>The value of a cell as text in which every bit shows; long vectors as a hash.</summary>
internal static class CellText
{
    private static readonly MethodInfo Generic = typeof(CellText).GetMethod(nameof(ReaderOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column) =>
        (Func<string>)Generic.MakeGenericMethod(column.Type.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [row, column], null)!;

    private static Func<string> ReaderOf<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return Of(value);
        };
    }

    /// <summary>The text of one value.</summary>
    public static string Of<T>(T value) => value switch
    {
        float f => BitConverter.SingleToInt32Bits(f).ToString("X8"),
        VBuffer<float> v => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(v.DenseValues().ToArray()))) + $" of {v.Length}",
        VBuffer<ReadOnlyMemory<char>> v => string.Join(",", v.DenseValues()),
        Image image => $"{image.Height}x{image.Width}x{image.Channels} {Convert.ToHexString(SHA256.HashData(image.Pixels))}",
        _ => value?.ToString() ?? "null",
    };
}
