using System.Globalization;

namespace MlNetCnn.Keras;

/// <summary>Sizes as Keras prints them (<c>readable_memory_size</c>): <c>13.17 MB</c>, in powers of 1024.</summary>
internal static class MemorySize
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>Bytes in a readable unit.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="smallest">The name of the smallest unit: <c>B</c> in Keras 3, <c>Byte</c> in 2.</param>
    public static string Of(double bytes, string smallest = "B")
    {
        var unit = 0;
        while (unit < Units.Length - 1 && bytes >= 1024)
        {
            bytes /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes:F2} {(unit == 0 ? smallest : Units[unit])}");
    }
}
