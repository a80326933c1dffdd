using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// ML.NET's conversions between standard types: integers to integers of the same signedness and to floating point, floating
/// point to floating point, numbers and booleans to each other (not booleans to unsigned), everything to text, text to
/// numbers and booleans. A floating-point number does not become an integer.
/// </summary>
internal static class StandardConversion
{
    private static readonly Type[] Signed = [typeof(sbyte), typeof(short), typeof(int), typeof(long)];
    private static readonly Type[] Unsigned = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];
    private static readonly Type[] Floating = [typeof(float), typeof(double)];

    /// <summary>The conversion as a <see cref="Func{T, TResult}"/> between the types' raw types, or null where there is none.</summary>
    public static Delegate Find(PrimitiveDataViewType from, PrimitiveDataViewType to)
    {
        Type source = from.RawType;
        Type target = to.RawType;
        if (from is KeyDataViewType)
            return to is KeyDataViewType key ? Make(nameof(Key), source, target, key.Count) : null;
        if (to is KeyDataViewType)
            return null;
        if (source == target)
            return Make(nameof(Identity), source);
        if (to is TextDataViewType)
            return Make(nameof(ToText), source);
        if (from is TextDataViewType)
        {
            return target == typeof(bool) ? (Func<ReadOnlyMemory<char>, bool>)ParseBoolean
                : Floating.Contains(target) ? Make(nameof(ParseFloating), target)
                : Signed.Contains(target) || Unsigned.Contains(target) ? Make(nameof(ParseInteger), target)
                : null;
        }
        bool fromInteger = Signed.Contains(source) || Unsigned.Contains(source);
        if (target == typeof(bool))
            return fromInteger || Floating.Contains(source) ? Make(nameof(NumberToBoolean), source) : null;
        if (source == typeof(bool))
            return Signed.Contains(target) || Floating.Contains(target) ? Make(nameof(BooleanToNumber), target) : null;
        bool possible = (fromInteger && Floating.Contains(target))
            || (Floating.Contains(source) && Floating.Contains(target))
            || (Signed.Contains(source) && Signed.Contains(target))
            || (Unsigned.Contains(source) && Unsigned.Contains(target));
        return possible ? Make(nameof(Number), source, target) : null;
    }

    private static Delegate Make(string method, Type first, Type second = null, ulong count = 0)
        => GenericCall.Invoke<Delegate>(typeof(StandardConversion), null, method, second == null ? [first] : [first, second], count);

    private static Func<T, T> Identity<T>(ulong _) => value => value;

    private static Func<TFrom, TTo> Number<TFrom, TTo>(ulong _) where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo>
        => TTo.CreateTruncating;

    /// <summary>Keys beyond the target's count become the missing key.</summary>
    private static Func<TFrom, TTo> Key<TFrom, TTo>(ulong count) where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo>
        => value =>
        {
            ulong key = ulong.CreateTruncating(value);
            return key <= count ? TTo.CreateTruncating(key) : TTo.Zero;
        };

    private static Func<T, bool> NumberToBoolean<T>(ulong _) where T : INumberBase<T> => value => !T.IsZero(value);

    private static Func<bool, T> BooleanToNumber<T>(ulong _) where T : INumberBase<T> => value => value ? T.One : T.Zero;

    private static Func<T, ReadOnlyMemory<char>> ToText<T>(ulong _) => value => TextConversion.Convert(value).AsMemory();

    /// <summary>Empty text is zero, what is no number is NaN.</summary>
    private static Func<ReadOnlyMemory<char>, T> ParseFloating<T>(ulong _) where T : IFloatingPointIeee754<T>
        => text => text.IsEmpty ? T.Zero : T.TryParse(text.Span, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) ? value : T.NaN;

    /// <summary>Empty text is zero; what is no number is refused, for unsigned types it is zero, the missing key.</summary>
    private static Func<ReadOnlyMemory<char>, T> ParseInteger<T>(ulong _) where T : IBinaryInteger<T>
        => text =>
        {
            if (text.IsEmpty)
                return T.Zero;
            bool parsed = T.TryParse(text.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value);
            Contracts.Check(parsed || Unsigned.Contains(typeof(T)), $"Value could not be parsed from text to {KeywordOf(typeof(T))}.");
            return parsed ? value : T.Zero;
        };

    private static string KeywordOf(Type signed) => signed == typeof(sbyte) ? "sbyte" : signed == typeof(short) ? "short" : signed == typeof(int) ? "int" : "long";

    private static bool ParseBoolean(ReadOnlyMemory<char> text)
        => text.ToString().ToLowerInvariant() is "t" or "y" or "1" or "+" or "+1" or "yes" or "true";
}
