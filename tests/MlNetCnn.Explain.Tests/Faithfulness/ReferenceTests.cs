namespace MlNetCnn.Explain.Tests.Faithfulness;

/// <summary>The measures beside numpy, scipy and OpenCV.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Drop_and_increase()
    {
        using var model = FaithfulnessReference.Model();

        var change = new MaskedConfidence { BatchSize = 3 }.Measure(model, FaithfulnessReference.Images, FaithfulnessReference.Maps, Target.Classes(FaithfulnessReference.Classes));

        Close(FaithfulnessReference.Doubles("before"), change.Before.Select(v => (double)v));
        Close(FaithfulnessReference.Doubles("after"), change.After.Select(v => (double)v));
        Assert.Equal(FaithfulnessReference.Found.GetProperty("averageDrop").GetDouble(), change.AverageDrop, 1e-4);
        Assert.Equal(50, change.IncreaseInConfidence);
        Assert.Equal(50, FaithfulnessReference.Found.GetProperty("increase").GetDouble());
        Assert.Equal("average drop 9.9 %, increase in confidence 50.0 % of 4 pictures", change.ToString());
    }

    [Theory]
    [InlineData("deletion")]
    [InlineData("insertion")]
    public void Curves_and_areas(string name)
    {
        using var model = FaithfulnessReference.Model();
        PerturbationCurve measure = name == "deletion" ? new DeletionCurve { Steps = 10, Baseline = 0.5f, BatchSize = 4 } : new InsertionCurve { Steps = 10, KernelSize = 5, Sigma = 1.5, BatchSize = 7 };

        var curve = measure.Measure(model, FaithfulnessReference.Images, FaithfulnessReference.Maps, Target.Classes(FaithfulnessReference.Classes));

        Assert.Equal(Enumerable.Range(0, 11).Select(k => k * 63 / 10 / 63.0), curve.Fractions);
        foreach (var (i, expected) in FaithfulnessReference.Found.GetProperty(name).EnumerateArray().Index()) Close(FaithfulnessReference.Doubles(expected), curve.Curves[i]);
        Close(FaithfulnessReference.Doubles(name + "Areas"), curve.Areas);
        Assert.Equal(FaithfulnessReference.Doubles(name + "Areas").Average(), curve.Area, Tolerance);
        Assert.Equal(FaithfulnessReference.Found.GetProperty(name).EnumerateArray().Average(c => c[3].GetDouble()), curve.Scores[3], Tolerance);
    }

    [Fact]
    public void Greatest_values_and_energies()
    {
        var result = new PointingGame().Play(FaithfulnessReference.Maps, [.. Enumerable.Repeat(new ObjectBox(1, 2, 4, 3), 4)], FaithfulnessReference.Height, FaithfulnessReference.Width);

        Close(FaithfulnessReference.Doubles("energies"), result.Points.Select(p => p.Energy));
        Assert.Equal(FaithfulnessReference.Found.GetProperty("points").EnumerateArray().Select(p => (p[0].GetInt32(), p[1].GetInt32())), result.Points.Select(p => (p.Row, p.Column)));
        Assert.Equal(12 / 63.0, result.Chance, 1e-12);
    }

    [Fact]
    public void Rank_correlation_and_structural_similarity()
    {
        Heatmap[] maps = [.. FaithfulnessReference.Maps.Select(m => m.Resize(FaithfulnessReference.Height, FaithfulnessReference.Width))];
        var pairs = (from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, i) select (maps[i], maps[j])).ToList();

        Close(FaithfulnessReference.Doubles("spearman"), pairs.Select(p => RankCorrelation.Spearman(p.Item1.Values, p.Item2.Values)));
        Close(FaithfulnessReference.Doubles("ssim"), pairs.Select(p => StructuralSimilarity.Of(p.Item1, p.Item2)));
    }

    private static void Close(IReadOnlyList<double> expected, IEnumerable<double> actual)
    {
        var found = actual.ToList();
        Assert.Equal(expected.Count, found.Count);
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i], found[i], Tolerance);
    }
}
