using System.Globalization;
using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>Divides examples 0 .. count - 1 into those to train on and those to validate with. Each example is in exactly one of the two.</summary>
/// <param name="Train">Indices to train on.</param>
/// <param name="Validation">Indices to validate with.</param>
public sealed record DataSplit(IReadOnlyList<int> Train, IReadOnlyList<int> Validation)
{
    /// <summary>
    /// Keras's <c>validation_split</c>: the <b>last</b> part of the data, without shuffling. Data sorted by class gives a validation set of one
    /// class: use <see cref="Fraction"/> then. The first floor(count * (1 - fraction)) examples are trained on, as in Keras's
    /// <c>train_validation_split</c>.
    /// </summary>
    /// <param name="count">Number of examples.</param>
    /// <param name="fraction">Part to validate with, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The fraction is out of range, or one of the two parts would be empty.</exception>
    public static DataSplit TakeLast(int count, double fraction)
    {
        var all = new int[Math.Max(count, 0)];
        for (var i = 0; i < all.Length; i++) all[i] = i;
        return Cut(all, count, fraction);
    }

    /// <summary>
    /// A random part: shuffles the examples by the seed, then cuts as <see cref="TakeLast"/> does. Both parts are in rising order.
    /// Keras has no such split; scikit-learn calls it <c>train_test_split</c>.
    /// </summary>
    /// <param name="count">Number of examples.</param>
    /// <param name="fraction">Part to validate with, above 0 and below 1.</param>
    /// <param name="seed">The same seed gives the same split on every machine.</param>
    /// <exception cref="ArgumentException">The fraction is out of range, or one of the two parts would be empty.</exception>
    public static DataSplit Fraction(int count, double fraction, long seed)
    {
        var all = new int[Math.Max(count, 0)];
        for (var i = 0; i < all.Length; i++) all[i] = i;
        new RandomStream(seed, "split").Shuffle<int>(all);
        var (train, validation) = Cut(all, count, fraction);
        return new DataSplit([.. train.Order()], [.. validation.Order()]);
    }

    private static DataSplit Cut(int[] order, int count, double fraction)
    {
        new OptionErrors(nameof(DataSplit))
            .Require(count >= 2, nameof(count), count, "at least 2")
            .Require(fraction is > 0 and < 1, nameof(fraction), fraction, "above 0 and below 1")
            .ThrowIfAny();
        var trained = (int)Math.Floor(count * (1 - fraction));
        if (trained == 0 || trained == count)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A fraction of {fraction} of {count} examples leaves {trained} to train on and {count - trained} to validate with; both parts need at least one."), nameof(fraction));
        return new DataSplit(order[..trained], order[trained..]);
    }
}
