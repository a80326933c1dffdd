using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Base of the catalogs of one kind of task.</summary>
public abstract class TrainCatalogBase
{
    private protected TrainCatalogBase(LocalEnvironment environment) => Environment = environment;

    private protected LocalEnvironment Environment { get; }

    /// <summary>Trains on the other folds and evaluates on each fold.</summary>
    private protected CrossValidationResult<TMetrics>[] CrossValidate<TMetrics>(IDataView data, IEstimator<ITransformer> estimator,
        int numberOfFolds, string samplingKeyColumnName, int? seed, Func<IDataView, TMetrics> evaluate)
        where TMetrics : class
    {
        Contracts.CheckValue(estimator, nameof(estimator));
        IReadOnlyList<DataOperationsCatalog.TrainTestData> splits = new DataOperationsCatalog(Environment)
            .CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed);
        var results = new CrossValidationResult<TMetrics>[splits.Count];
        for (int fold = 0; fold < results.Length; fold++)
        {
            ITransformer model = estimator.Fit(splits[fold].TrainSet);
            IDataView scored = model.Transform(splits[fold].TestSet);
            results[fold] = new CrossValidationResult<TMetrics>(model, evaluate(scored), scored, fold);
        }
        return results;
    }

    /// <summary>The model of one fold and how it did.</summary>
    public sealed class CrossValidationResult<T> where T : class
    {
        /// <summary>How it did on the fold.</summary>
        public readonly T Metrics;

        /// <summary>The model trained on the other folds.</summary>
        public readonly ITransformer Model;

        /// <summary>The fold, scored.</summary>
        public readonly IDataView ScoredHoldOutSet;

        /// <summary>The number of the fold.</summary>
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }
}
