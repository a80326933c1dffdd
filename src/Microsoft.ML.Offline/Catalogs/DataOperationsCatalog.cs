using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Views over data, and views made from views.</summary>
public sealed class DataOperationsCatalog
{
    private readonly LocalEnvironment _env;

    internal DataOperationsCatalog(LocalEnvironment environment) => _env = environment;

    /// <summary>A view over a sequence, which is enumerated anew in every pass and must give the same rows each time.</summary>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class
    {
        Contracts.CheckValue(data, nameof(data));
        return new EnumerableDataView<TRow>(data, ColumnMember.Bind<TRow>(schemaDefinition, SchemaDefinition.Direction.Read));
    }

    /// <summary>A view over a sequence with the types and annotations of <paramref name="schema"/>.</summary>
    /// <exception cref="InvalidOperationException">A column of the schema has no member.</exception>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckValue(schema, nameof(schema));
        return new EnumerableDataView<TRow>(data, ColumnMember.Bind<TRow>(SchemaDefinitions.From<TRow>(schema), SchemaDefinition.Direction.Read));
    }

    /// <summary>The rows of a view as objects; one object for all rows where <paramref name="reuseRowObject"/> is set.</summary>
    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject,
        bool ignoreMissingColumns = false, SchemaDefinition schemaDefinition = null)
        where TRow : class, new()
    {
        Contracts.CheckValue(data, nameof(data));
        return Enumerate(data, new TypedRowReader<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition), reuseRowObject);
    }

    /// <summary>A view that keeps the values it was asked for, and can shuffle.</summary>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        Contracts.CheckValue(input, nameof(input));
        return new CacheDataView(_env, input, Array.ConvertAll(columnsToPrefetch ?? [], name =>
            input.Schema.GetColumnOrNull(name) ?? throw Contracts.ExceptMissingColumn(nameof(columnsToPrefetch), "prefetch", name)));
    }

    /// <summary>The rows whose number, a Single or Double, is at least <paramref name="lowerBound"/> and below <paramref name="upperBound"/>; never NaN.</summary>
    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckNonEmpty(columnName, nameof(columnName));
        Contracts.CheckParam(lowerBound < upperBound, nameof(upperBound), "Must be less than lowerBound");
        DataViewSchema.Column column = input.Schema[columnName];
        if (column.Type is not NumberDataViewType)
            throw Contracts.ExceptSchemaMismatch(nameof(columnName), "filter", columnName, "number", column.Type.ToString());
        Contracts.CheckParam(column.Type == NumberDataViewType.Single || column.Type == NumberDataViewType.Double, "Column", $"Column '{columnName}' does not have compatible type");
        return new FilteredDataView(input, column, row =>
        {
            Func<double> number = RowNumber.Bind(row, column);
            return () =>
            {
                double value = number();
                return lowerBound <= value && value < upperBound;
            };
        });
    }

    /// <summary>The rows whose key, as a fraction of the number of keys, lies between the bounds; never missing keys.</summary>
    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckNonEmpty(columnName, nameof(columnName));
        Contracts.CheckParam(0 <= lowerBound && lowerBound <= 1, nameof(lowerBound), "Must be in [0, 1]");
        Contracts.CheckParam(0 <= upperBound && upperBound <= 1, nameof(upperBound), "Must be in [0, 1]");
        Contracts.CheckParam(lowerBound <= upperBound, nameof(upperBound), "Must be no less than lowerBound");
        DataViewSchema.Column column = input.Schema[columnName];
        if (column.Type is not KeyDataViewType key)
            throw Contracts.ExceptSchemaMismatch(nameof(columnName), "filter", columnName, "KeyType", column.Type.ToString());
        return new FilteredDataView(input, column, row =>
        {
            Func<double> number = RowNumber.Bind(row, column);
            return () =>
            {
                // Key k stands for the middle of the k-th of Count equal parts.
                double value = (number() - 0.5) / key.Count;
                return value > 0 && lowerBound <= value && value < upperBound;
            };
        });
    }

    /// <summary>The rows in an order drawn from <paramref name="seed"/> within a pool of <paramref name="shufflePoolSize"/> rows.</summary>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckParam(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        return new ShuffledDataView(input, seed ?? _env.Register("Shuffle").Rand.Next(), shufflePoolSize, shuffleSource);
    }

    /// <summary>The rows after the first <paramref name="count"/>.</summary>
    public IDataView SkipRows(IDataView input, long count)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckParam(count > 0, nameof(count), "Must be greater than zero.");
        return new SkipTakeDataView(input, count, long.MaxValue);
    }

    /// <summary>The first <paramref name="count"/> rows.</summary>
    public IDataView TakeRows(IDataView input, long count)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckParam(count > 0, nameof(count), "Must be greater than zero.");
        return new SkipTakeDataView(input, 0, count);
    }

    /// <summary>
    /// Splits rows at random, each row alone or, with a sampling key, all rows of one key value together. The same seed
    /// gives the same split of the same rows.
    /// </summary>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckParam(0 < testFraction && testFraction < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        return new RowSplit(data, samplingKeyColumnName, seed ?? _env.Seed).Between(0, testFraction);
    }

    /// <summary>Splits rows into folds, each of which is the test set once.</summary>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        var split = new RowSplit(data, samplingKeyColumnName, seed ?? _env.Seed);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold => split.Between((double)fold / numberOfFolds, (double)(fold + 1) / numberOfFolds))];
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, TypedRowReader<TRow> reader, bool reuse) where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(reader.Columns);
        Action<TRow> fill = reader.Bind(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            if (!reuse || row == null)
                row = new TRow();
            fill(row);
            yield return row;
        }
    }

    /// <summary>A pair of views of disjoint rows.</summary>
    public struct TrainTestData
    {
        /// <summary>The rows to train on.</summary>
        public readonly IDataView TrainSet;

        /// <summary>The rows to test on.</summary>
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
