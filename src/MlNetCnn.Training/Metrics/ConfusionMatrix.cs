namespace MlNetCnn.Training.Metrics;

/// <summary>
/// How often each class was taken for each: plain counting, for reports. Rows are targets, columns predictions, as in scikit-learn; a ratio without anything below its line is 0.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>Starts with nothing counted.</summary>
    /// <param name="classes">Number of classes. From 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public ConfusionMatrix(int classes)
    {
        if (classes is < 1 or > 10_000) throw new ArgumentOutOfRangeException(nameof(classes), classes, "A confusion matrix has from 1 to 10,000 classes.");
        (Classes, _counts) = (classes, new long[classes * classes]);
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Examples counted.</summary>
    public long Total => _counts.Sum();

    /// <summary>The part of the examples that were taken for what they are.</summary>
    public double Accuracy => Ratio(Enumerable.Range(0, Classes).Sum(c => this[c, c]), Total);

    /// <summary>How often a class was taken for another.</summary>
    /// <param name="target">What it was, from 0.</param>
    /// <param name="predicted">What it was taken for, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int target, int predicted] => _counts[(Checked(target, nameof(target)) * Classes) + Checked(predicted, nameof(predicted))];

    /// <summary>Counts one example.</summary>
    /// <param name="target">What it is, from 0.</param>
    /// <param name="predicted">What it was taken for, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int target, int predicted) => _counts[(Checked(target, nameof(target)) * Classes) + Checked(predicted, nameof(predicted))]++;

    /// <summary>Examples of a class.</summary>
    /// <param name="index">The class, from 0.</param>
    public long Support(int index) => Enumerable.Range(0, Classes).Sum(p => this[index, p]);

    /// <summary>How many of those taken for a class are of it.</summary>
    /// <param name="index">The class, from 0.</param>
    public double Precision(int index) => Ratio(this[index, index], Predicted(index));

    /// <summary>How many of a class were taken for it.</summary>
    /// <param name="index">The class, from 0.</param>
    public double Recall(int index) => Ratio(this[index, index], Support(index));

    /// <summary>Harmonic mean of a class's precision and recall.</summary>
    /// <param name="index">The class, from 0.</param>
    public double F1(int index) => Ratio(2.0 * this[index, index], Predicted(index) + Support(index));

    private static double Ratio(double a, long b) => b == 0 ? 0 : a / b;

    private long Predicted(int index) => Enumerable.Range(0, Classes).Sum(t => this[t, index]);

    private int Checked(int index, string name) => index >= 0 && index < Classes
        ? index
        : throw new ArgumentOutOfRangeException(name, index, $"There are {Classes} classes, from 0.");
}
