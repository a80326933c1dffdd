using System.Globalization;
using System.Numerics;

namespace MlNetCnn.Training.Callbacks;

/// <summary>Numbers as Python writes them, so that files are those of Keras to the byte.</summary>
internal static class PythonNumber
{
    /// <summary><c>repr(float)</c>: the shortest digits that bring the value back; with an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Repr(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = shortest[0] == '-' ? "-" : "";
        if (value == 0) return sign + "0.0";
        // Digits of the shortest form, and the exponent of the first of them.
        var mantissa = shortest.TrimStart('-').Split('E')[0];
        var digits = mantissa.Replace(".", "").TrimStart('0').TrimEnd('0');
        var exponent = ExponentOf(mantissa, shortest);
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length == 1 ? "" : "." + digits[1..];
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1 ? sign + digits.PadRight(exponent + 1, '0') + ".0" : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    /// <summary><c>format(value, '.{decimals}f')</c>: the exact value rounded, half to even.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value)) return Repr(value);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger(bits & 0xFFFFFFFFFFFFF) + (exponent == 0 ? 0 : BigInteger.One << 52);
        exponent = Math.Max(exponent, 1) - 1075;
        var scaled = mantissa * BigInteger.Pow(10, decimals);
        BigInteger whole;
        if (exponent >= 0)
        {
            whole = scaled << exponent;
        }
        else
        {
            var unit = BigInteger.One << -exponent;
            whole = BigInteger.DivRem(scaled, unit, out var rest);
            var twice = rest * 2;
            if (twice > unit || (twice == unit && !whole.IsEven)) whole++;
        }

        var digits = whole.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return (bits < 0 ? "-" : "") + (decimals == 0 ? digits : digits[..^decimals] + "." + digits[^decimals..]);
    }

    private static int ExponentOf(string mantissa, string shortest)
    {
        var e = shortest.IndexOf('E', StringComparison.Ordinal);
        var shift = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        if (whole.Any(c => c != '0')) return whole.Length - 1 + shift;
        var zeros = mantissa.AsSpan(point + 1).IndexOfAnyExcept('0');
        return -zeros - 1 + shift;
    }
}
