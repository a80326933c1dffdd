using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests.Metrics;

/// <summary>Keras's own results on the same outputs, without and with sample weights; and that counts can be saved.</summary>
public sealed class Metrics_are_those_of_Keras
{
    private const int Examples = 40, Classes = 6;

    private static readonly Dictionary<string, (Metric Metric, string Data)> All = new()
    {
        ["top_1"] = (new TopKCategoricalAccuracy(1), "one_hot"), ["top_2"] = (new TopKCategoricalAccuracy(2), "one_hot"),
        ["top_3"] = (new TopKCategoricalAccuracy(3), "one_hot"), ["top_5"] = (new TopKCategoricalAccuracy(), "one_hot"),
        ["sparse_top_1"] = (new SparseTopKCategoricalAccuracy(1), "classes"), ["sparse_top_2"] = (new SparseTopKCategoricalAccuracy(2), "classes"),
        ["sparse_top_3"] = (new SparseTopKCategoricalAccuracy(3), "classes"), ["sparse_top_5"] = (new SparseTopKCategoricalAccuracy(), "classes"),
        ["precision"] = (new Precision(), "binary"), ["recall"] = (new Recall(), "binary"),
        ["precision_multi"] = (new Precision(), "multi"), ["recall_multi"] = (new Recall(), "multi"),
        ["precision_threshold"] = (new Precision(0.75f), "multi"), ["recall_threshold"] = (new Recall(0.25f), "multi"),
        ["precision_class"] = (new Precision(classId: 2), "one_hot"), ["recall_class"] = (new Recall(classId: 2), "one_hot"),
        ["auc"] = (new Auc(), "binary"), ["auc_multi_flat"] = (new Auc(), "multi"), ["auc_multi"] = (new Auc(multiLabel: true), "multi"),
        ["auc_17"] = (new Auc(17), "multi"), ["auc_3"] = (new Auc(3), "binary"),
        ["auc_minoring"] = (new Auc(summationMethod: AucSummation.Minoring), "multi"), ["auc_majoring"] = (new Auc(summationMethod: AucSummation.Majoring), "multi"),
        ["auc_pr"] = (new Auc(curve: AucCurve.Pr), "binary"), ["auc_pr_multi"] = (new Auc(curve: AucCurve.Pr, multiLabel: true), "multi"),
        ["auc_pr_minoring"] = (new Auc(curve: AucCurve.Pr, summationMethod: AucSummation.Minoring), "multi"),
        ["auc_pr_majoring"] = (new Auc(curve: AucCurve.Pr, summationMethod: AucSummation.Majoring), "multi"),
        ["f1_micro"] = (new F1Score(F1Average.Micro), "one_hot"), ["f1_macro"] = (new F1Score(), "one_hot"), ["f1_weighted"] = (new F1Score(F1Average.Weighted), "one_hot"),
        ["f1_threshold"] = (new F1Score(threshold: 0.5f), "multi"), ["f1_threshold_micro"] = (new F1Score(F1Average.Micro, 0.25f), "multi"),
        ["f1_threshold_weighted"] = (new F1Score(F1Average.Weighted, 0.75f), "multi"), ["f1_binary"] = (new F1Score(threshold: 0.5f), "binary"),
        ["binary_crossentropy"] = (new BinaryCrossentropy(), "multi"),
    };

    private static readonly Dictionary<string, Metric> Top = new()
    {
        ["precision_top2"] = new Precision(topK: 2), ["recall_top2"] = new Recall(topK: 2),
        ["precision_top3_half"] = new Precision(0.5f, topK: 3), ["recall_top2_class"] = new Recall(topK: 2, classId: 1),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> TopNames => [.. Top.Keys];

    public static TheoryData<string> Contract => [.. All.Keys, .. Top.Keys, "exact", "exact_multi", "accuracy", "sparse_accuracy", "binary_accuracy"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results(string name)
    {
        var (metric, data) = All[name];
        Compare(metric, data, Table.Read("metrics.json").GetProperty("results").GetProperty(name).Numbers(), Enumerable.Range(0, Examples));
    }

    [Theory]
    [MemberData(nameof(TopNames))]
    public void Results_among_the_highest(string name)
    {
        var table = Table.Read("metrics.json");
        Compare(Top[name], "one_hot", table.GetProperty("top").GetProperty(name).Numbers(), table.GetProperty("untied").Numbers().Select(n => (int)n));
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("multi")]
    public void Exact_areas_are_those_of_all_pairs(string data) =>
        Compare(new Auc(exact: true), data, Table.Read("metrics.json").GetProperty("exact").GetProperty(data).Numbers(), Enumerable.Range(0, Examples), 1e-12);

    [Fact]
    public void Every_result_of_the_table_is_compared()
    {
        var table = Table.Read("metrics.json");
        Assert.Equal(table.GetProperty("results").EnumerateObject().Select(p => p.Name).Order(), All.Keys.Order());
        Assert.Equal(table.GetProperty("top").EnumerateObject().Select(p => p.Name).Order(), Top.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Contract))]
    public void Counts_can_be_saved_at_any_example(string name)
    {
        var (metric, data) = name switch
        {
            "exact" => (new Auc(exact: true), "multi"),
            "exact_multi" => (new Auc(exact: true, multiLabel: true), "multi"),
            "accuracy" => (new CategoricalAccuracy(), "one_hot"),
            "sparse_accuracy" => (new SparseCategoricalAccuracy(), "classes"),
            "binary_accuracy" => (new BinaryAccuracy(), "multi"),
            _ => Top.TryGetValue(name, out var top) ? (top, "one_hot") : All[name],
        };
        var (outputs, targets, weights) = Data(data);
        var straight = Start(metric, outputs, targets);
        Assert.Equal(0, straight.Result);
        for (var i = 0; i < Examples; i++) straight.Update(outputs[i], targets[i], weights[i]);
        foreach (var stop in new[] { 0, 1, 17, Examples })
        {
            MetricAccumulator first = Start(metric, outputs, targets), second = Start(metric, outputs, targets);
            for (var i = 0; i < stop; i++) first.Update(outputs[i], targets[i], weights[i]);
            var saved = first.Save();
            second.Update(outputs[0], targets[0]);
            second.Restore(saved);
            for (var i = stop; i < Examples; i++) second.Update(outputs[i], targets[i], weights[i]);
            Assert.Equal(straight.Result, second.Result);
            Assert.Equal(straight.Save(), second.Save());
            Assert.Throws<ArgumentException>(() => second.Restore(new double[5]));
        }
    }

    [Fact]
    public void Shapes_and_options_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Auc().Start([6], [1]));
        Assert.Throws<ArgumentException>(() => new Precision().Start([6], [1]));
        Assert.Throws<ArgumentException>(() => new Recall(classId: 6).Start([6], [6]));
        Assert.Contains("threshold", Assert.Throws<ArgumentException>(() => new F1Score().Start([1], [1])).Message);
        Assert.Throws<ArgumentException>(() => new TopKCategoricalAccuracy().Start([6], [1]));
        Assert.Contains("7", Assert.Throws<ArgumentException>(() => new SparseTopKCategoricalAccuracy().Start([6], [1]).Update(new float[6], [7])).Message);
        Assert.Throws<ArgumentException>(() => new Auc(1));
        Assert.Throws<ArgumentException>(() => new Auc(curve: AucCurve.Pr, exact: true));
        Assert.Throws<ArgumentException>(() => new Precision(1.5f));
        Assert.Throws<ArgumentException>(() => new F1Score(threshold: 0));
    }

    [Fact]
    public void A_score_that_is_no_number_is_never_among_the_highest_and_spoils_no_count()
    {
        var top = new SparseTopKCategoricalAccuracy(2).Start([3], [1]);
        top.Update([float.NaN, 1, 0], [0]);
        Assert.Equal(0, top.Result);
        var auc = new Auc().Start([1], [1]);
        auc.Update([float.NaN], [1]);
        auc.Update([0.5f], [0]);
        Assert.Equal(0, auc.Result);
    }

    private static void Compare(Metric metric, string data, double[] expected, IEnumerable<int> examples, double tolerance = 1e-6)
    {
        var (outputs, targets, weights) = Data(data);
        MetricAccumulator plain = Start(metric, outputs, targets), weighted = Start(metric, outputs, targets);
        foreach (var i in examples)
        {
            plain.Update(outputs[i], targets[i]);
            weighted.Update(outputs[i], targets[i], weights[i]);
        }

        Assert.InRange(plain.Result, expected[0] - tolerance, expected[0] + tolerance);
        Assert.InRange(weighted.Result, expected[1] - tolerance, expected[1] + tolerance);
    }

    private static MetricAccumulator Start(Metric metric, float[][] outputs, float[][] targets) => metric.Start([outputs[0].Length], [targets[0].Length]);

    private static (float[][] Outputs, float[][] Targets, double[] Weights) Data(string name)
    {
        var table = Table.Read("metrics.json");
        var outputs = Rows("outputs", Classes);
        var classes = Rows("classes", 1);
        var targets = name switch
        {
            "classes" => classes,
            "one_hot" => [.. classes.Select(c => Enumerable.Range(0, Classes).Select(k => k == c[0] ? 1f : 0f).ToArray())],
            "multi" => Rows("multi", Classes),
            _ => Rows("binary", 1),
        };
        return (name == "binary" ? [.. outputs.Select(o => o[..1])] : outputs, targets, table.GetProperty("weights").Numbers());

        float[][] Rows(string property, int width) => [.. table.GetProperty(property).Numbers().Select(v => (float)v).Chunk(width)];
    }
}
