using Microsoft.ML.Data;

namespace Microsoft.ML.Offline.Tests;

public sealed class EvaluationTests
{
    private static readonly double Ln2 = Math.Log(2);
    private readonly MLContext _ml = new(seed: 1);

    private sealed class Scored
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class ScoredClass
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        [KeyType(3)]
        public uint PredictedLabel { get; set; }
    }

    private static Scored Row(bool label, float score, float probability)
        => new() { Label = label, Score = score, Probability = probability, PredictedLabel = score > 0 };

    // row  label  score  probability  -log2 of the right answer's probability
    //  1     +     2.0      0.500       1
    //  2     +     0.5      0.250       2
    //  3     -     0.5      0.500       1
    //  4     +    -1.0      0.125       3
    //  5     -    -1.0      0.750       2
    //  6     -    -2.0      0.875       3
    private static readonly Scored[] Table =
        [Row(true, 2, 0.5f), Row(true, 0.5f, 0.25f), Row(false, 0.5f, 0.5f), Row(true, -1, 0.125f), Row(false, -1, 0.75f), Row(false, -2, 0.875f)];

    [Fact]
    public void Binary_metrics_equal_the_hand_computed_table()
    {
        CalibratedBinaryClassificationMetrics metrics = _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(Table));

        // A score above 0 is a yes: true positives 1, 2; false negative 4; false positive 3; true negatives 5, 6.
        Assert.Equal([2, 1], metrics.ConfusionMatrix.Counts[0]);
        Assert.Equal([1, 2], metrics.ConfusionMatrix.Counts[1]);
        Assert.Equal(4 / 6.0, metrics.Accuracy, 15);
        Assert.Equal(2 / 3.0, metrics.PositivePrecision, 15);
        Assert.Equal(2 / 3.0, metrics.PositiveRecall, 15);
        Assert.Equal(2 / 3.0, metrics.NegativePrecision, 15);
        Assert.Equal(2 / 3.0, metrics.NegativeRecall, 15);
        Assert.Equal(2 / 3.0, metrics.F1Score, 15);
        // Of 9 pairs: row 1 beats 3 negatives; row 2 ties with 3, beats 5 and 6: 2.5; row 4 loses to 3, ties with 5, beats 6: 1.5.
        Assert.Equal(7 / 9.0, metrics.AreaUnderRocCurve, 15);
        // Recall thirds: precision 1 to 1, 1 to 1, then 2/3 (after row 3) to 3/4: (1 + 1 + 17/24) / 3.
        Assert.Equal(65 / 72.0, metrics.AreaUnderPrecisionRecallCurve, 15);
        // (1 + 2 + 1 + 3 + 2 + 3) / 6 bits; half are positive, so the prior costs 1 bit; (1 - 2) / 1.
        Assert.Equal(2.0, metrics.LogLoss, 12);
        Assert.Equal(1.0, metrics.Entropy, 12);
        Assert.Equal(-1.0, metrics.LogLossReduction, 12);
    }

    [Fact]
    public void Binary_confusion_table_reads_like_that_of_MLNet()
    {
        string table = _ml.BinaryClassification.EvaluateNonCalibrated(_ml.Data.LoadFromEnumerable(Table)).ConfusionMatrix.GetFormattedConfusionTable();
        Assert.Equal(
            """
            TEST POSITIVE RATIO:	0.5000 (3.0/(3.0+3.0))
            Confusion table
                      ||======================
            PREDICTED || positive | negative | Recall
            TRUTH     ||======================
             positive ||        2 |        1 | 0.6667
             negative ||        1 |        2 | 0.6667
                      ||======================
            Precision ||   0.6667 |   0.6667 |

            """, table, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Metrics_do_not_depend_on_probabilities_where_those_are_not_judged()
    {
        IDataView data = _ml.Transforms.DropColumns("Probability").Fit(_ml.Data.LoadFromEnumerable(Table)).Transform(_ml.Data.LoadFromEnumerable(Table));
        Assert.Equal(7 / 9.0, _ml.BinaryClassification.EvaluateNonCalibrated(data).AreaUnderRocCurve, 15);
        var label = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(data, "Wild"));
        Assert.Contains("Wild column 'Label' not found", label.Message);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(data));
        Assert.Contains("Probability column 'Probability' not found", error.Message);
    }

    [Fact]
    public void One_class_alone_has_no_area_under_the_curve()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Table.Where(row => row.Label));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(data));
        Assert.Contains("AUC is not defined when there is no negative class in the data", error.Message);
    }

    [Fact]
    public void Wrong_types_are_named()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Table);
        var score = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(data, scoreColumnName: "Label"));
        Assert.Contains("Schema mismatch for score column 'Label': expected Single, got Boolean", score.Message);
        var classes = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data));
        Assert.Contains("Schema mismatch for score column 'Score': expected vector of two or more items of type Single, got Single", classes.Message);
    }

    // row  class  scores            predicted  rank of class  -ln of its score
    //  1     a    .50 .25 .25       a          0              ln 2
    //  2     b    .50 .25 .25       a          1              ln 4
    //  3     b    .25 .50 .25       b          0              ln 2
    //  4     c    .25 .25 .50       c          0              ln 2
    //  5     c    .50 .25 .25       a          2 (ties rank by class)  ln 4
    private IDataView Classes()
    {
        float[] likeA = [0.5f, 0.25f, 0.25f];
        ScoredClass[] rows =
        [
            new() { Label = 0, Score = likeA }, new() { Label = 1, Score = likeA }, new() { Label = 1, Score = [0.25f, 0.5f, 0.25f] },
            new() { Label = 2, Score = [0.25f, 0.25f, 0.5f] }, new() { Label = 2, Score = likeA },
        ];
        SchemaDefinition definition = SchemaDefinition.Create(typeof(ScoredClass));
        definition["Score"].AddAnnotation("SlotNames", new[] { "a", "b", "c" }, new VectorDataViewType(TextDataViewType.Instance, 3));
        return _ml.Data.LoadFromEnumerable(rows, definition);
    }

    [Fact]
    public void Multiclass_metrics_equal_the_hand_computed_table()
    {
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(Classes(), topKPredictionCount: 3);
        Assert.Equal(3 / 5.0, metrics.MicroAccuracy, 15);
        Assert.Equal((1 + 0.5 + 0.5) / 3, metrics.MacroAccuracy, 15);
        Assert.Equal(7 * Ln2 / 5, metrics.LogLoss, 12);
        Assert.Equal(Ln2, metrics.PerClassLogLoss[0], 12);
        Assert.Equal(1.5 * Ln2, metrics.PerClassLogLoss[1], 12);
        Assert.Equal(1.5 * Ln2, metrics.PerClassLogLoss[2], 12);
        // Class shares 1/5, 2/5, 2/5: entropy ln 5 - 4/5 ln 2.
        double entropy = Math.Log(5) - (0.8 * Ln2);
        Assert.Equal((entropy - (7 * Ln2 / 5)) / entropy, metrics.LogLossReduction, 12);
        Assert.Equal(3, metrics.TopKPredictionCount);
        Assert.Equal(3, metrics.TopKAccuracyForAllK.Count);
        Assert.Equal(0.6, metrics.TopKAccuracyForAllK[0], 12);
        Assert.Equal(0.8, metrics.TopKAccuracyForAllK[1], 12);
        Assert.Equal(1.0, metrics.TopKAccuracy, 12);
        Assert.Equal([[1, 0, 0], [1, 1, 0], [1, 0, 1]], metrics.ConfusionMatrix.Counts);
        Assert.Equal(1, metrics.ConfusionMatrix.GetCountForClassPair(predictedClassIndicatorIndex: 0, actualClassIndicatorIndex: 2));
        Assert.Equal(1 / 3.0, metrics.ConfusionMatrix.PerClassPrecision[0], 15);
    }

    [Fact]
    public void Multiclass_confusion_table_is_named_by_the_slots_of_the_score()
    {
        string table = _ml.MulticlassClassification.Evaluate(Classes()).ConfusionMatrix.GetFormattedConfusionTable();
        Assert.Equal(
            """

            Confusion table
                      ||========================
            PREDICTED ||     a |     b |     c | Recall
            TRUTH     ||========================
                    a ||     1 |     0 |     0 | 1.0000
                    b ||     1 |     1 |     0 | 0.5000
                    c ||     1 |     0 |     1 | 0.5000
                      ||========================
            Precision ||0.3333 |1.0000 |1.0000 |

            """, table, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_zero_probability_costs_no_more_than_its_floor_and_a_missing_label_nothing()
    {
        ScoredClass[] rows = [new() { Label = 1, Score = [1, 0, 0] }, new() { Label = 3, Score = [1, 0, 0] }];
        var warnings = new List<string>();
        _ml.Log += (_, args) =>
        {
            if (args.Kind == Runtime.ChannelMessageKind.Warning)
                warnings.Add(args.RawMessage);
        };
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows));
        Assert.Equal(-Math.Log(1e-15f), metrics.LogLoss, 12);
        Assert.Equal(0, metrics.TopKAccuracy);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Cross_validation_judges_every_row_once()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => Row(i % 2 == 0, i % 3 - 1, 0.5f)));
        var results = _ml.BinaryClassification.CrossValidate(data, _ml.Transforms.CopyColumns("Again", "Score"), numberOfFolds: 4, seed: 3);
        Assert.Equal([0, 1, 2, 3], results.Select(result => result.Fold));
        Assert.Equal(200, results.Sum(result => result.ScoredHoldOutSet.GetColumn<float>("Again").Count()));
        Assert.All(results, result => Assert.Equal(1.0, result.Metrics.LogLoss, 12));
    }
}
