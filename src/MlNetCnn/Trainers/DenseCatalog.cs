namespace MlNetCnn;

/// <summary><c>ml.Cnn.Trainers.Dense</c>.</summary>
public static class DenseCatalog
{
    /// <summary>Trains a dense classifier on features, as section 5.3.1 of the Keras book does: one hidden layer of 256, dropout 0.5, RMSprop 2e-5.</summary>
    /// <param name="trainers"><c>ml.Cnn.Trainers</c>.</param>
    /// <param name="labelColumnName">The column of labels: Boolean, or a key.</param>
    /// <param name="featureColumnName">The column of features, float vectors of known size.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static DenseTrainer Dense(this CnnTrainers trainers, string labelColumnName = "Label", string featureColumnName = "Features") =>
        trainers.Dense(new DenseOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>Trains a dense classifier on features.</summary>
    /// <param name="trainers"><c>ml.Cnn.Trainers</c>.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static DenseTrainer Dense(this CnnTrainers trainers, DenseOptions options)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new DenseTrainer(trainers.Catalog.Context, options);
    }
}
