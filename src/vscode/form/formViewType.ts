// The custom editor that the manifest declares for integrations.
export const formViewType = 'integrations.form';
