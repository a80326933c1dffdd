using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>The columns of a classifier's predictions, as ML.NET's evaluators expect them.</summary>
internal static class PredictionColumns
{
    public const string Score = "Score";
    public const string Probability = "Probability";
    public const string PredictedLabel = "PredictedLabel";

    /// <summary>
    /// Binary: Score (the sum before the sigmoid), Probability (after it), PredictedLabel (Boolean). Multiclass: Score (a probability per class),
    /// PredictedLabel (key). Multi-label: Score (log odds per class), Probability (per class), PredictedLabel (a Boolean per class).
    /// </summary>
    public static IReadOnlyList<DataViewSchema.DetachedColumn> Make(ClassificationTask task, IReadOnlyList<string> classNames)
    {
        if (task == ClassificationTask.Binary)
            return
            [
                new DataViewSchema.DetachedColumn(Score, NumberDataViewType.Single, Annotations(task, Score)),
                new DataViewSchema.DetachedColumn(Probability, NumberDataViewType.Single, Annotations(task, Probability)),
                new DataViewSchema.DetachedColumn(PredictedLabel, BooleanDataViewType.Instance, Annotations(task, PredictedLabel)),
            ];
        if (task == ClassificationTask.MultiLabel)
        {
            void Named(DataViewSchema.Annotations.Builder builder) => AnnotationColumns.AddSlotNames(builder, classNames);
            return
            [
                new DataViewSchema.DetachedColumn(Score, Columns.FloatVectorType([classNames.Count]), Annotations(task, Score, Named)),
                new DataViewSchema.DetachedColumn(Probability, Columns.FloatVectorType([classNames.Count]), Annotations(task, Probability, Named)),
                new DataViewSchema.DetachedColumn(PredictedLabel, new VectorDataViewType(BooleanDataViewType.Instance, classNames.Count), Annotations(task, PredictedLabel, Named)),
            ];
        }

        return
        [
            new DataViewSchema.DetachedColumn(Score, Columns.FloatVectorType([classNames.Count]), Annotations(task, Score, b =>
            {
                AnnotationColumns.AddSlotNames(b, classNames);
                AnnotationColumns.AddTexts(b, AnnotationColumns.TrainingLabelValues, classNames);
            })),
            new DataViewSchema.DetachedColumn(
                PredictedLabel, new KeyDataViewType(typeof(uint), classNames.Count),
                Annotations(task, PredictedLabel, b => AnnotationColumns.AddTexts(b, AnnotationColumns.KeyValues, classNames))),
        ];
    }

    /// <summary>The same before there is data.</summary>
    public static SchemaShape.Column[] Shape(ClassificationTask task) => task switch
    {
        ClassificationTask.Binary =>
        [
            Shapes.Scalar(Score, NumberDataViewType.Single, AnnotationColumns.ScoreKindShapes),
            Shapes.Scalar(Probability, NumberDataViewType.Single, AnnotationColumns.ScoreKindShapes),
            Shapes.Scalar(PredictedLabel, BooleanDataViewType.Instance, AnnotationColumns.ScoreKindShapes),
        ],
        ClassificationTask.MultiLabel =>
        [
            Shapes.Vector(Score, NumberDataViewType.Single, [.. AnnotationColumns.ScoreKindShapes, AnnotationColumns.SlotNamesShape]),
            Shapes.Vector(Probability, NumberDataViewType.Single, [.. AnnotationColumns.ScoreKindShapes, AnnotationColumns.SlotNamesShape]),
            Shapes.Vector(PredictedLabel, BooleanDataViewType.Instance, [.. AnnotationColumns.ScoreKindShapes, AnnotationColumns.SlotNamesShape]),
        ],
        _ =>
        [
            Shapes.Vector(Score, NumberDataViewType.Single,
                [.. AnnotationColumns.ScoreKindShapes, AnnotationColumns.SlotNamesShape, Shapes.Vector(AnnotationColumns.TrainingLabelValues, TextDataViewType.Instance)]),
            Shapes.Key(PredictedLabel, [.. AnnotationColumns.ScoreKindShapes, AnnotationColumns.KeyValuesShape]),
        ],
    };

    private static string Kind(ClassificationTask task) => task switch
    {
        ClassificationTask.Binary => "BinaryClassification",
        ClassificationTask.MultiLabel => "MultiLabelClassification",
        _ => "MulticlassClassification",
    };

    private static DataViewSchema.Annotations Annotations(ClassificationTask task, string value, Action<DataViewSchema.Annotations.Builder>? more = null)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        AnnotationColumns.AddScoreKinds(builder, Kind(task), value);
        more?.Invoke(builder);
        return builder.ToAnnotations();
    }
}
